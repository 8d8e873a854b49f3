package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.cli.CudaTargets.Target;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Figures that a card has targets for, out of what was measured. */
class CudaTargetsTest {

  private static final JsonNode KERAS =
      json(
          """
          {"name": "mnist-keras", "devices": [
            {"device": "cuda", "available": true, "epochSeconds": 0.21,
             "epoch": {"productRatio": 1.2},
             "layers": [{"layer": 1, "rows": 60000, "productRatio": 1.1},
                        {"layer": 2, "rows": 60000, "productRatio": 1.31}]}]}
          """);

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void of_allMeasured_takesTheWorstLayerAndTellsWhatIsMet() {
    CudaTargets found =
        CudaTargets.of(
            "Card 1",
            KERAS,
            json("{\"name\": \"paper\", \"extrapolatedEpochs\": 60, \"extrapolatedSeconds\": 60}"),
            json("{\"first\": {\"seconds\": 4}, \"again\": {\"seconds\": 0.9}}"));

    assertThat(found.card()).isEqualTo("Card 1");
    assertThat(found.targets())
        .extracting(Target::name)
        .containsExactly(
            "keras-epoch", "inner-epoch-over-products", "paper-60-epochs", "self-check");
    assertThat(found.targets()).extracting(Target::limit).containsExactly(0.25, 1.3, 60.0, 2.0);
    assertThat(found.targets()).extracting(Target::value).containsExactly(0.21, 1.31, 60.0, 0.9);
    assertThat(found.targets()).extracting(Target::met).containsExactly(true, false, true, true);
    assertThat(found.targets())
        .extracting(Target::precision)
        .containsExactly("tf32", "tf32", "tf32", "f32");
    assertThat(found.targets().get(0).what())
        .startsWith("a model epoch of mnist-keras, 60000 rows");
    assertThat(found.targets().get(2).what()).startsWith("60 epochs of paper without evaluation");
    assertThat(found.targets().get(1).line())
        .isEqualTo("inner-epoch-over-products, tf32: 1.31 x of at most 1.30 x: not met");
  }

  @Test
  void of_whatFailedOrIsNotYetMeasured_isNeitherMetNorMissed() {
    JsonNode failed = CheckCommands.failed("no");
    JsonNode unavailable = json("{\"devices\": [{\"device\": \"cuda\", \"available\": false}]}");

    for (CudaTargets found :
        List.of(
            CudaTargets.of("Card 1", null, null, null),
            CudaTargets.of("Card 1", failed, failed, failed),
            CudaTargets.of("Card 1", unavailable, failed, json("{\"again\": {\"failed\": 1}}")))) {
      assertThat(found.targets()).extracting(Target::value).containsOnlyNulls();
      assertThat(found.targets()).extracting(Target::met).containsOnlyNulls();
      assertThat(found.targets().get(0).line()).isEqualTo("keras-epoch, tf32: not measured");
    }
  }

  @Test
  void extrapolated_epochsAfterTheFirst_areCountedByTheirMedian() {
    List<JsonNode> lines =
        List.of(
            json("{\"epoch\": 1, \"seconds\": 9}"),
            json("{\"epoch\": 2, \"seconds\": 0.5}"),
            json("{\"epoch\": 3, \"seconds\": 0.7}"),
            json("{\"epoch\": 4, \"seconds\": 0.6}"));

    JsonNode found = TrainedEpochs.extrapolated(lines, "paper", 60);
    JsonNode cutOff = TrainedEpochs.extrapolated(lines.subList(0, 3), "paper", 60);

    assertThat(found.path("warmUpSeconds").asDouble()).isEqualTo(9);
    assertThat(found.path("epochSeconds")).hasSize(3);
    assertThat(found.path("extrapolatedEpochs").asInt()).isEqualTo(60);
    assertThat(found.path("extrapolatedSeconds").asDouble()).isCloseTo(36, within(1e-9));
    assertThat(cutOff.path("median").asDouble()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void extrapolated_noEpochThatCounts_saysWhy() {
    assertThat(TrainedEpochs.extrapolated(List.of(CheckCommands.failed("no card")), "paper", 60))
        .isEqualTo(CheckCommands.failed("no card"));
    assertThat(
            TrainedEpochs.extrapolated(List.of(json("{\"epoch\": 1, \"seconds\": 9}")), "paper", 60)
                .path("failed")
                .asString())
        .contains("no epoch after");
  }

  @Test
  void seconds_ofATrial_areReadFromItsLine() {
    assertThat(DeviceTrialCommand.seconds("a warning\ntrial: seconds: 0.75\ntrial: works\n"))
        .contains(0.75);
    assertThat(DeviceTrialCommand.seconds("trial: failed: no card\n")).isEmpty();
  }
}
