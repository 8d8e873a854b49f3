package io.ffsamediff;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Fuzzes one target in this process: Jazzer takes one a process. */
final class FuzzTarget {

  private FuzzTarget() {}

  /** With the target as {@code class#method}, and its seconds. */
  public static void main(String[] args) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(args[0] + "(byte[])"))
            .configurationParameter("jazzer.max_duration", args[1] + "s")
            .configurationParameter("jazzer.hooks", "true")
            .configurationParameter("jazzer.instrument", "io.ffsamediff.**,tools.jackson.core.**")
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    summary.getSummary().getFailures().forEach(failure -> failure.getException().printStackTrace());
    boolean sound =
        summary.getSummary().getTotalFailureCount() == 0
            && summary.getSummary().getTestsSucceededCount() > 0;
    System.exit(sound ? 0 : 1);
  }
}
