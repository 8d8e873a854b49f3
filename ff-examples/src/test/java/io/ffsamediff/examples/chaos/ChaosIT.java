package io.ffsamediff.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few kills for the two controllers; {@code make chaos} has many and all configurations. */
class ChaosIT {

  private static final int KILLS = Integer.getInteger("ff.chaos.kills", 4);
  private static final long SEED = Long.getLong("ff.chaos.seed", 20_221_227);

  @TempDir Path folder;

  @BeforeAll
  static void findDistribution() {
    Path script = Path.of(System.getProperty("ff.script"));
    System.setProperty("ff.home", script.resolveSibling("target/dist").toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"LAYERWISE", "INTERLEAVED"})
  void train_killedAgainAndAgain_endsAsIfItHadNotBeen(ChaosConfig config) throws Exception {
    EngineCommand engine = new EngineCommand(Path.of(System.getProperty("ff.script")));
    StringBuilder log = new StringBuilder();
    try {
      ChaosResult result =
          new ChaosRun(engine, config, folder, KILLS, SEED, line -> log.append(line).append('\n'))
              .survive();

      assertThat(result.kills()).isEqualTo(KILLS);
      Set<Hit> harmless = EnumSet.of(Hit.ELSEWHERE, Hit.START_UP);
      assertThat(result.hits().keySet())
          .as("something that is being written")
          .anyMatch(hit -> !harmless.contains(hit));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "%sreproduce with: make test, or mvn verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ChaosIT -Dff.chaos.kills=%d -Dff.chaos.seed=%d"
              .formatted(log, KILLS, SEED),
          e);
    }
  }
}
