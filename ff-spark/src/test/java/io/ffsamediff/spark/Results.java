package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/** Compares what runs leave. */
final class Results {

  private Results() {}

  /** The same within what another order of sums makes of it. */
  static void assertAlike(BandsRun.Result found, BandsRun.Result expected) {
    assertAlikeAtTheEnd(found, expected);
    assertThat(found.epochs()).hasSameSizeAs(expected.epochs());
    for (int epoch = 0; epoch < expected.epochs().size(); epoch++) {
      assertThat(found.epochs().get(epoch).errors())
          .isEqualTo(expected.epochs().get(epoch).errors());
      assertThat(found.epochs().get(epoch).loss())
          .isCloseTo(expected.epochs().get(epoch).loss(), within(1e-4));
    }
  }

  /** The same network, and the same predictions. */
  static void assertAlikeAtTheEnd(BandsRun.Result found, BandsRun.Result expected) {
    assertThat(found.parameters()).hasSameSizeAs(expected.parameters());
    for (int layer = 0; layer < expected.parameters().size(); layer++) {
      assertThat(relativeDistance(found.parameters().get(layer), expected.parameters().get(layer)))
          .as("layer %d", layer + 1)
          .isLessThan(1e-5);
    }
    assertThat(found.predicted()).isEqualTo(expected.predicted());
  }

  /** Not the same, but as good: other examples have come together, or steps were averaged. */
  static void assertNear(BandsRun.Result found, BandsRun.Result expected) {
    for (int layer = 0; layer < expected.parameters().size(); layer++) {
      assertThat(relativeDistance(found.parameters().get(layer), expected.parameters().get(layer)))
          .as("layer %d", layer + 1)
          .isGreaterThan(1e-7);
    }
    int last = expected.epochs().size() - 1;
    assertThat(found.epochs().get(last).loss())
        .isCloseTo(expected.epochs().get(last).loss(), withinPercentage(5));
  }

  /** The same bit for bit. */
  static void assertSame(BandsRun.Result found, BandsRun.Result expected) {
    for (int layer = 0; layer < expected.parameters().size(); layer++) {
      assertThat(found.parameters().get(layer)).isEqualTo(expected.parameters().get(layer));
    }
  }

  private static double relativeDistance(float[] found, float[] expected) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(found[i] - expected[i], 2);
      length += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / length);
  }
}
