package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KerasExampleTest {

  /** The loss of a network that knows nothing, at a threshold of 1.5 and next to no goodness. */
  private static final double UNTRAINED =
      (Math.log1p(Math.exp(1.5)) + Math.log1p(Math.exp(-1.5))) / 2;

  @Test
  void run_fewEpochs_learnsTheDigits() {
    KerasExample.Result result = KerasExample.run(4, 1000);

    assertThat(result.finalLoss()).hasSize(4);
    assertThat(result.finalLoss().get(0)).isLessThan(UNTRAINED).isCloseTo(0.72, within(0.02));
    assertThat(result.finalLoss().get(3)).isLessThan(result.finalLoss().get(0));
    assertThat(result.evaluation().examples()).isEqualTo(2000);
    assertThat(result.evaluation().accuracy()).isGreaterThan(0.35);
    assertThat(result.evaluation().perLayer()).hasSize(2);
  }
}
