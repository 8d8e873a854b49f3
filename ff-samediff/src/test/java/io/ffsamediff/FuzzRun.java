package io.ffsamediff;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What {@code make fuzz} runs: Jazzer on every target, one after the other, each in a process. */
public final class FuzzRun {

  private static final Pattern EXECUTIONS = Pattern.compile("(?:#|Done )(\\d+)[\\s\\w]");
  private static final Pattern FINDING = Pattern.compile(".*FuzzTestFindingException: (.*)");

  private final String seconds;
  private final Pattern wanted;

  private FuzzRun(String seconds, String wanted) {
    this.seconds = seconds;
    this.wanted = Pattern.compile(wanted);
  }

  /** How a target ended. */
  private record Outcome(String target, long executions, Optional<String> finding) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%,14d  %s  %s", executions, target, finding.orElse("no finding"));
    }
  }

  /** With the seconds that each target has, and a pattern of the targets that are wanted. */
  public static void main(String[] args) throws Exception {
    List<Outcome> outcomes = new FuzzRun(args[0], args.length > 1 ? args[1] : "").all();
    System.out.println("\n    executions  target");
    outcomes.forEach(System.out::println);
    System.exit(outcomes.stream().allMatch(outcome -> outcome.finding().isEmpty()) ? 0 : 1);
  }

  private List<Outcome> all() throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (String target : targets()) {
      if (wanted.matcher(target).find()) {
        outcomes.add(fuzz(target));
      }
    }
    return outcomes;
  }

  /** The targets as {@code class#method}. */
  private static List<String> targets() {
    TestPlan plan =
        LauncherFactory.create()
            .discover(
                LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectPackage("io.ffsamediff"))
                    .build());
    List<String> targets = new ArrayList<>();
    for (TestIdentifier root : plan.getRoots()) {
      for (TestIdentifier test : plan.getDescendants(root)) {
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(MethodSource.class::cast)
            .filter(source -> source.getJavaMethod().isAnnotationPresent(FuzzTest.class))
            .ifPresent(source -> targets.add(source.getClassName() + "#" + source.getMethodName()));
      }
    }
    return targets.stream().sorted().toList();
  }

  private Outcome fuzz(String target) throws IOException, InterruptedException {
    System.out.println("\n== " + target + ", " + seconds + " s");
    Process process = start(target);
    long executions = 0;
    Optional<String> finding = Optional.empty();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        Matcher count = EXECUTIONS.matcher(line);
        executions = count.lookingAt() ? Long.parseLong(count.group(1)) : executions;
        Matcher found = FINDING.matcher(line);
        finding = finding.isEmpty() && found.matches() ? Optional.of(found.group(1)) : finding;
      }
    }
    int exitCode = process.waitFor();
    return new Outcome(
        target.replaceFirst(".*\\.", ""),
        executions,
        exitCode == 0 || finding.isPresent() ? finding : Optional.of("exit code " + exitCode));
  }

  private Process start(String target) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:+EnableDynamicAgentLoading",
            "-Dorg.nd4j.log.initialization=false",
            "-cp",
            System.getProperty("java.class.path"),
            FuzzTarget.class.getName(),
            target,
            seconds);
    builder.environment().put("JAZZER_FUZZ", "1");
    return builder.redirectErrorStream(true).start();
  }
}
