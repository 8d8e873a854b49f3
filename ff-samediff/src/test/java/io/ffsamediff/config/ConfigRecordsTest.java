package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.config.DataConfig.ExampleLimit;
import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.LabelConfig.Strength;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.NetworkConfig.ForwardForward;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig.Adam;
import io.ffsamediff.config.ScheduleConfig.Constant;
import io.ffsamediff.config.ScheduleConfig.Cosine;
import io.ffsamediff.config.ScheduleConfig.Linear;
import io.ffsamediff.config.TrainingConfig.BatchSize;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Records built by hand are as sound as those that were read. */
class ConfigRecordsTest {

  @Test
  void constructor_valuesOutOfRange_namesAllOfThem() {
    refuses(
        () -> new Adam(0, 1, -0.5, Double.NaN),
        "Adam: /learningRate: expected a finite number above 0, received 0.0. Choose such a value.",
        "Adam: /beta1: expected a finite number of at least 0 and at most 0.9999999, received 1.0."
            + " Choose such a value.",
        "Adam: /beta2: expected a finite number of at least 0 and at most 0.9999999, received -0.5."
            + " Choose such a value.",
        "Adam: /epsilon: expected a finite number above 0, received NaN. Choose such a value.");
  }

  @Test
  void constructor_scheduleOutOfRange_isRefused() {
    refuses(
        () -> new Linear(1.5, -1),
        "Linear: /constantFraction: expected a finite number of at least 0 and at most 1, received"
            + " 1.5. Choose such a value.",
        "Linear: /warmUpEpochs: expected a finite number of at least 0, received -1.0. Choose such a"
            + " value.");
    String warmUp = ": /warmUpEpochs: expected a finite number of at least 0, received ";
    refuses(() -> new Constant(-0.5), "Constant" + warmUp + "-0.5. Choose such a value.");
    refuses(() -> new Cosine(Double.NaN), "Cosine" + warmUp + "NaN. Choose such a value.");
  }

  @Test
  void constructor_wholeNumbersOutOfRange_areRefused() {
    String one = "expected a whole number of at least 1, received 0. Choose such a value.";
    refuses(() -> new BatchSize.Rows(0), "Rows: /rows: " + one);
    refuses(() -> new ExampleLimit.First(0), "First: /count: " + one);
    refuses(() -> new AutoCount.Fixed(0), "Fixed: /count: " + one);
    refuses(
        () -> new EvaluationConfig(0, PredictorKind.GOODNESS, new LayerSelection.All()),
        "EvaluationConfig: /every: " + one);
    refuses(() -> new LayerSelection.Of(List.of(1, 0)), "Of: /numbers/1: " + one);
  }

  @Test
  void constructor_numbersOutOfRange_areRefused() {
    refuses(
        () -> new Threshold.Fixed(Double.POSITIVE_INFINITY),
        "Fixed: /goodness: expected a finite number of at least 0, received Infinity. Choose such a"
            + " value.");
    refuses(
        () -> new Strength.Fixed(0),
        "Fixed: /height: expected a finite number above 0, received 0.0. Choose such a value.");
    refuses(
        () -> new RegularizerConfig(-1, 0),
        "RegularizerConfig: /l1: expected a finite number of at least 0, received -1.0. Choose such"
            + " a value.");
  }

  @Test
  void constructor_emptyList_isRefused() {
    refuses(
        () -> new ForwardForward(InputNormalization.L2, List.of(), 0, null),
        "ForwardForward: /layers: expected at least one element, received []. Add an element.");
    refuses(
        () -> new LayerSelection.Of(List.of()),
        "Of: /numbers: expected at least one element, received []. Add an element.");
  }

  @Test
  void constructor_blankOrUnsafeName_isRefused() {
    for (String name : List.of("", " ", "a/b", "..", "a\nb", "x".repeat(101))) {
      assertThatThrownBy(
              () ->
                  new DataConfig(
                      name,
                      new ExampleLimit.All(),
                      new ExampleLimit.All(),
                      0,
                      DataConfig.Scaling.AUTO))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("DataConfig: /name: expected a name of at most 100 letters");
    }
  }

  @Test
  void constructor_brokenRule_isRefused() {
    RunConfig sound = Configs.minimal();
    EvaluationConfig third =
        new EvaluationConfig(1, PredictorKind.GOODNESS, new LayerSelection.Of(List.of(3)));
    refuses(
        () ->
            new RunConfig(
                sound.name(),
                sound.seed(),
                sound.data(),
                sound.network(),
                sound.labels(),
                sound.negatives(),
                sound.augmentation(),
                sound.training(),
                third,
                sound.checkpoints(),
                sound.device(),
                sound.cluster()),
        "RunConfig: /evaluation/layers/0: expected the number of a layer, 1 to 2, received 3."
            + " Choose a layer of the network.");
  }

  @Test
  void lists_givenByTheCaller_areCopied() {
    List<Integer> numbers = new ArrayList<>(List.of(1, 2));
    LayerSelection.Of selection = new LayerSelection.Of(numbers);
    numbers.clear();
    assertThat(selection.numbers()).containsExactly(1, 2);
    assertThat(selection.contains(2)).isTrue();
    assertThat(selection.contains(3)).isFalse();
  }

  @Test
  void choices_resolve() {
    assertThat(new ExampleLimit.All().of(7)).isEqualTo(7);
    assertThat(new ExampleLimit.First(5).of(7)).isEqualTo(5);
    assertThat(new ExampleLimit.First(9).of(7)).isEqualTo(7);
    assertThat(new BatchSize.Full().of(7)).isEqualTo(7);
    assertThat(new BatchSize.Rows(9).of(7)).isEqualTo(7);
    assertThat(new BatchSize.Rows(5).of(7)).isEqualTo(5);
    assertThat(new AutoCount.Auto().orElse(3)).isEqualTo(3);
    assertThat(new AutoCount.Fixed(4).orElse(3)).isEqualTo(4);
    assertThat(new Threshold.Units().of(500)).isEqualTo(500);
    assertThat(new Threshold.Fixed(1.5).of(500)).isEqualTo(1.5);
    assertThat(new LayerSelection.All().contains(9)).isTrue();
  }

  private static void refuses(ThrowingCallable action, String... lines) {
    assertThat(Configs.messageOf(action).lines()).containsExactly(lines);
  }
}
