package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostModelTest {

  private static final Percentage NEAR = Percentage.withPercentage(1e-4);

  @Test
  void fit_ofPointsOfAKnownModel_isThatModel() {
    CostFit fit = CostFit.of(ClusterFixture.points(), ClusterFixture.NETWORK);

    CostModel found = fit.model();
    assertThat(1 / found.compute().secondsPerOperation()).isCloseTo(40e9, NEAR);
    assertThat(1 / found.compute().secondsPerActivation()).isCloseTo(1e9, NEAR);
    assertThat(1 / found.compute().secondsPerByte()).isCloseTo(900e6, NEAR);
    assertThat(found.broadcast().seconds()).isCloseTo(0.004, NEAR);
    assertThat(1 / found.broadcast().secondsPerByte()).isCloseTo(500e6, NEAR);
    assertThat(found.reduce().secondsPerStage()).isCloseTo(0.03, NEAR);
    assertThat(found.reduce().secondsPerTask()).isCloseTo(0.002, NEAR);
    assertThat(1 / found.reduce().secondsPerByte()).isCloseTo(250e6, NEAR);
    assertThat(1 / found.secondsPerUpdatedByte()).isCloseTo(600e6, NEAR);
    assertThat(fit.largestError()).isLessThan(1e-6);
  }

  /** 8 x 1,000 x 500 x 500 operations at 40 GFLOP/s, and so on. */
  @Test
  void cost_ofAStep_isTheSumOfItsTerms() {
    ClusterStep step = ClusterFixture.step(2, 1_000, 1, 2);
    double bytes = 4 * 250_500;

    StepCost cost = ClusterFixture.MODEL.cost(step);

    assertThat(cost.computeSeconds())
        .isCloseTo(2e9 / 2 / 40e9 + 1e6 / 2 / 1e9 + bytes / 900e6, within(1e-9));
    assertThat(cost.driverSeconds())
        .isCloseTo(0.004 + 0.03 + 2 * 0.002 + bytes / 600e6, within(1e-9));
    double software = bytes / 500e6 + 2 * bytes / 250e6;
    double wire = (2 + 2) * bytes * 8 / 10e9 + 3 * 0.5e-3;
    assertThat(cost.networkSeconds()).isCloseTo(software + wire, within(1e-9));
  }

  /** 16 MB are four pieces, of which the first one takes two rounds to two workers. */
  @Test
  void network_ofSeveralPieces_sendsThemOneBehindTheOther() {
    ClusterStep step = new ClusterStep(1, 1, 2048, 2048, 1 << 22, 2);
    double piece = (4 << 20) * 8 / 10e9;

    assertThat(ClusterFixture.NETWORK.seconds(step))
        .isCloseTo((2 + 3) * piece + 2 * 4 * piece + 3 * 0.5e-3, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "16, 1, 16, 16",
    "17, 2, 21, 9",
    "100, 2, 110, 20",
    "1000, 2, 1032, 64"
  })
  void gathering_ofShares_isDirectUpToSixteen(int shares, int stages, int tasks, int received) {
    Gathering gathering = new Gathering(shares);

    assertThat(gathering.stages()).isEqualTo(stages);
    assertThat(gathering.tasks()).isEqualTo(tasks);
    assertThat(gathering.received()).isEqualTo(received);
  }

  @Test
  void bound_isTheLargestPart() {
    assertThat(new StepCost(3, 2, 1).bound()).isEqualTo(StepCost.Bound.COMPUTE);
    assertThat(new StepCost(1, 3, 2).bound()).isEqualTo(StepCost.Bound.NETWORK);
    assertThat(new StepCost(1, 2, 3).bound()).isEqualTo(StepCost.Bound.DRIVER);
  }
}
