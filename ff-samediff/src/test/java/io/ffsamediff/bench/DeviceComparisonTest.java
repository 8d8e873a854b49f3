package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceComparisonTest {

  private static final List<Integer> LABELS = IntStream.range(0, 2000).boxed().toList();

  @Test
  void of_differencesOfRounding_agree() {
    DeviceComparison found =
        DeviceComparison.of(
            new DeviceTrace(List.of(2.0, -0.5), LABELS),
            new DeviceTrace(List.of(2.0001, -0.5004), withWrong(2)));

    assertThat(found.steps()).isEqualTo(2);
    assertThat(found.largestDifference()).isCloseTo(8e-4, within(1e-12));
    assertThat(found.samePredictions()).isEqualTo(0.999);
    assertThat(found.agrees()).isTrue();
  }

  @Test
  void of_oneLossTooFar_disagrees() {
    assertThat(compare(1.0, 1.0011, 0).agrees()).isFalse();
    assertThat(compare(1.0, Double.NaN, 0).agrees()).isFalse();
    assertThat(compare(1.0, Double.POSITIVE_INFINITY, 0).agrees()).isFalse();
  }

  @Test
  void of_tooManyOtherPredictions_disagrees() {
    assertThat(compare(1.0, 1.0, 3).agrees()).isFalse();
  }

  @Test
  void words_ofAComparison_haveItsFigures() {
    DeviceTrace one = new DeviceTrace(List.of(1.0), LABELS);

    assertThat(DeviceComparison.of(one, trace(1.0001, 1)).words())
        .isEqualTo(
            "largest relative difference of a loss 0.00010 in 1 steps, 99.95 % of predictions the same");
  }

  private static DeviceTrace trace(double loss, int wrong) {
    return new DeviceTrace(List.of(loss), withWrong(wrong));
  }

  @Test
  void of_tracesOfOtherTrainings_fails() {
    DeviceTrace one = new DeviceTrace(List.of(1.0), LABELS);
    DeviceTrace other = new DeviceTrace(List.of(1.0, 2.0), LABELS);

    assertThatThrownBy(() -> DeviceComparison.of(one, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("received 1 and 2 losses");
  }

  private static DeviceComparison compare(double one, double other, int wrong) {
    return DeviceComparison.of(
        new DeviceTrace(List.of(one), LABELS), new DeviceTrace(List.of(other), withWrong(wrong)));
  }

  private static List<Integer> withWrong(int count) {
    List<Integer> labels = new ArrayList<>(LABELS);
    Collections.fill(labels.subList(0, count), -1);
    return labels;
  }
}
