package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResumedConfigTest {

  private static final String OWN =
      ConfigWriter.toJson(ConfigReader.parse("own", Configs.MINIMAL, List.of()));

  @Test
  void of_keysThatMayChange_changesThemAlone() {
    ResumedConfig resumed = resumed("training.epochs=5", "checkpoints.keep=7", "device.threads=1");

    assertThat(resumed.config().training().epochs()).isEqualTo(5);
    assertThat(resumed.changes(resumed.config()))
        .containsExactlyInAnyOrder("training.epochs=5", "checkpoints.keep=7", "device.threads=1");
    assertThat(resumed.rewritten(resumed.config()))
        .isEqualTo(ConfigWriter.toJson(resumed.config()))
        .isNotEqualTo(OWN);
  }

  @Test
  void of_noOption_changesNothing() {
    ResumedConfig resumed = resumed();

    assertThat(resumed.isChanged()).isFalse();
    assertThat(resumed.rewritten(resumed.config())).isEqualTo(OWN);
  }

  @Test
  void of_theRunsOwnValues_isNoChange() {
    ResumedConfig resumed = resumed("network.layers.0.units=10", "training.epochs=2", "seed=1");

    assertThat(resumed.isChanged()).isFalse();
  }

  @Test
  void of_contradictions_namesAllOfThem() {
    assertThatThrownBy(
            () ->
                resumed(
                    "training.epochs=5",
                    "training.batchSize=7",
                    "network.layers.1.units=9",
                    "seed=9"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "own: --set training.batchSize: expected the run's own value, 100, received 7. A resumed run may change only training.epochs, evaluation.every, checkpoints.*, device.*; start a new run for anything else.")
        .hasMessageContaining("--set network.layers: expected the run's own value")
        .hasMessageContaining("--set seed: expected the run's own value, 1, received 9.")
        .hasMessageNotContaining("--set training.epochs");
  }

  @Test
  void of_anOptionThatIsWrong_isRefusedAsAtTheStart() {
    assertThatThrownBy(() -> resumed("training.epochs=none"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("It was given by --set training.epochs=none.");
  }

  @Test
  void rewritten_keyThatFollowsFromTheMachine_isWrittenOut() {
    ResumedConfig resumed = resumed("device.threads=auto", "training.epochs=3");
    RunConfig machine = resumed("device.threads=2", "training.epochs=3").config();

    assertThat(resumed.isChanged()).isTrue();
    assertThat(resumed.changes(machine)).contains("training.epochs=3");
    assertThat(ConfigReader.parse("new", resumed.rewritten(machine), List.of()).training().epochs())
        .isEqualTo(3);
  }

  @Test
  void rewritten_keysOfAnotherVersion_stay() {
    String older = OWN.replaceAll("(?s),\\s*\"checkpoints\": \\{[^}]*}", "");
    assertThat(older).doesNotContain("checkpoints");

    ResumedConfig resumed = ResumedConfig.of("own", older, List.of("checkpoints.keep=7"));

    String json = resumed.rewritten(resumed.config());
    assertThat(json.replaceAll("\\s", "")).contains("\"checkpoints\":{\"keep\":7}");
    assertThat(ConfigReader.parse("new", json, List.of())).isEqualTo(resumed.config());
  }

  private static ResumedConfig resumed(String... overrides) {
    return ResumedConfig.of("own", OWN, List.of(overrides));
  }
}
