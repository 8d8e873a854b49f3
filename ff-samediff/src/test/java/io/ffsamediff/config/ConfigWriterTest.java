package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigWriterTest {

  @Test
  void toJson_minimal_hasEveryKeyResolved() {
    assertThat(ConfigWriter.toJson(Configs.minimal("network.layers=[{\"units\":10}]")))
        .isEqualTo(
            """
            {
              "name": "tiny",
              "seed": 1,
              "data": {
                "name": "mnist",
                "trainExamples": "all",
                "testExamples": "all",
                "validationExamples": 0,
                "scaling": "auto"
              },
              "network": {
                "type": "forward-forward",
                "inputNormalization": "l2",
                "layers": [
                  {
                    "units": 10,
                    "useBias": true,
                    "kernelInitializer": "glorot_uniform",
                    "biasInitializer": "zeros",
                    "goodness": "mean",
                    "threshold": 1.5,
                    "loss": {
                      "type": "softplus",
                      "temperature": 1.0
                    }
                  }
                ],
                "dropout": 0.0
              },
              "labels": {
                "type": "overlay",
                "strength": "max"
              },
              "negatives": {
                "type": "wrong-label"
              },
              "training": {
                "type": "layerwise",
                "epochs": 2,
                "layerEpochs": 50,
                "batchSize": 100,
                "optimizer": {
                  "type": "adam",
                  "learningRate": 0.03,
                  "beta1": 0.9,
                  "beta2": 0.999,
                  "epsilon": 1.0E-7
                }
              },
              "evaluation": {
                "every": 10,
                "layers": "all"
              },
              "checkpoints": {
                "every": "auto",
                "minutes": 10.0,
                "keep": 2
              },
              "device": {
                "type": "auto",
                "executor": "compiled",
                "threads": "auto",
                "blockRows": "auto",
                "matmulPrecision": "f32"
              },
              "cluster": {
                "localSteps": 1
              }
            }
            """);
  }

  @Test
  void toJson_awkwardNumbers_areReadBackExactly() {
    for (String rate :
        List.of("0.1", "1e-300", "4.9e-324", "1.7976931348623157e308", "3", "1e22")) {
      RunConfig config = Configs.minimal("training.optimizer.learningRate=" + rate);
      assertThat(config.training().optimizer().learningRate()).isEqualTo(Double.parseDouble(rate));
      assertThat(ConfigReader.parse("written", ConfigWriter.toJson(config), List.of()))
          .isEqualTo(config);
    }
  }

  @Test
  void sha256_sameConfigurationInAnotherLayout_isTheSame() {
    String spread = Configs.MINIMAL.replace(",", " ,\n").replace(": ", ":");
    assertThat(ConfigHash.sha256(ConfigReader.parse("t", spread, List.of("seed=1"))))
        .isEqualTo(ConfigHash.sha256(Configs.minimal()))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void sha256_anyOtherValue_differs() {
    List<String> hashes =
        KeyCases.ALL.stream()
            .filter(key -> key.setup().isEmpty())
            .map(key -> ConfigHash.sha256(Configs.minimal(key.path() + "=" + key.other())))
            .toList();
    assertThat(hashes).doesNotContain(ConfigHash.sha256(Configs.minimal()));
  }

  @Test
  void sha256_isStable() {
    // Run folders of earlier versions hold hashes: a change here belongs into the changelog.
    assertThat(ConfigHash.sha256(Configs.minimal()))
        .isEqualTo("e7fb2d119687ab5de483aecc3451d46d80108e70a0fa5f27692f7cf30c3ba08e");
  }
}
