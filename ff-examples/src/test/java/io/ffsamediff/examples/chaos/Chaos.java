package io.ffsamediff.examples.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code make chaos}: all configurations, many kills, a table of what they hit. */
public final class Chaos {

  /** What must be hit by many kills, or they prove little. */
  private static final Set<Hit> SURELY =
      EnumSet.of(Hit.CHECKPOINT, Hit.METRICS, Hit.MANIFEST, Hit.MODEL, Hit.START_UP);

  private static final int MANY = 40;

  private Chaos() {}

  /**
   * Runs it; needs {@code ff.script} and {@code ff.home}.
   *
   * @param arguments number of kills, seed, folder for the runs
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if a wait is interrupted
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int kills = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    Path folder = Files.createDirectories(Path.of(arguments[2]).resolve("seed-" + seed));
    System.out.printf("reproduce with: make chaos KILLS=%d SEED=%d%n", kills, seed);
    EngineCommand engine = new EngineCommand(Path.of(System.getProperty("ff.script")));
    List<ChaosResult> results = new ArrayList<>();
    List<ChaosConfig> configs = List.of(ChaosConfig.values());
    for (int i = 0; i < configs.size(); i++) {
      ChaosConfig config = configs.get(i);
      int share = (kills + i) / configs.size();
      Path place = Files.createDirectories(folder.resolve(config.toString()));
      results.add(
          new ChaosRun(engine, config, place, share, seed + i, System.out::println).survive());
    }
    print(results);
    Files.writeString(
        folder.resolve("chaos.json"),
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(results));
    System.exit(kills < MANY || isThorough(results) ? 0 : 1);
  }

  private static void print(List<ChaosResult> results) {
    System.out.printf("%n%-52s", "kills that hit");
    results.forEach(result -> System.out.printf("%14s", result.config()));
    System.out.println();
    for (Hit hit : Hit.values()) {
      System.out.printf("%-52s", hit.words());
      results.forEach(r -> System.out.printf("%14d", r.hits().getOrDefault(hit, 0)));
      System.out.println();
    }
    for (ChaosResult result : results) {
      System.out.printf(
          "%s: %d kills survived in %d lives, %d epochs, %d metrics lines torn, the same as the uninterrupted run; %.0f s%n",
          result.config(),
          result.kills(),
          result.lives(),
          result.epochs(),
          result.torn(),
          result.seconds());
    }
  }

  private static boolean isThorough(List<ChaosResult> results) {
    List<Hit> missed =
        SURELY.stream()
            .filter(hit -> results.stream().noneMatch(r -> r.hits().containsKey(hit)))
            .toList();
    missed.forEach(hit -> System.out.println("never hit, so little is proven: " + hit.words()));
    return missed.isEmpty();
  }
}
