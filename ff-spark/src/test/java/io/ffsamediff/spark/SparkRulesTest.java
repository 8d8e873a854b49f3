package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be done is told before a cluster is opened. */
class SparkRulesTest {

  private static RunConfig config(String sections) {
    return ConfigReader.parse(
        "test",
        "{\"name\": \"n\", \"data\": {\"name\": \"d\"}, %s}".formatted(sections),
        List.of());
  }

  @Test
  void check_everythingThatCannotBeDone_isToldAtOnce() {
    RunConfig config =
        config(
            """
            "network": {"type": "forward-forward", "layers": [{"units": 9}],
              "head": {"layers": [1]}},
            "labels": {"type": "none"}, "negatives": {"type": "hybrid"},
            "training": {"type": "interleaved", "epochs": 1}, "device": {"type": "cuda"}
            """);

    assertThatThrownBy(() -> SparkRules.check(config))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("/negatives/type", "/device/type: expected auto or cpu");
  }

  @Test
  void check_localStepsThatDoNotDivideInnerEpochs_areRefused() {
    String sections =
        """
        "network": {"type": "forward-forward", "layers": [{"units": 9}, {"units": 9, "layerEpochs": %d}]},
        "training": {"type": "layerwise", "epochs": 1}, "cluster": {"localSteps": 10}
        """;

    assertThatCode(() -> SparkRules.check(config(sections.formatted(20))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> SparkRules.check(config(sections.formatted(25))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "/cluster/localSteps: expected a divisor of the 25 inner epochs, received 10.");
  }

  @Test
  void check_batchesTooSmallForTheShares_areRefused() {
    RunConfig config =
        config(
            """
            "network": {"type": "forward-forward", "layers": [{"units": 9}]},
            "training": {"type": "interleaved", "epochs": 1, "batchSize": 100}
            """);

    assertThatCode(() -> SparkRules.check(config, 1000, 33)).doesNotThrowAnyException();
    assertThatCode(() -> SparkRules.check(config, 100, 34)).doesNotThrowAnyException();
    assertThatThrownBy(() -> SparkRules.check(config, 1000, 34))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("/training/batchSize: expected at least 102");
  }
}
