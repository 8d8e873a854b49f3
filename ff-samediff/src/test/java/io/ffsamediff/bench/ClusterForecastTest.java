package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.bench.ClusterForecast.Cell;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ClusterForecastTest {

  private static final List<ClusterForecast> ALL =
      ClusterFixture.forecasts(ClusterFixture.MODEL).all();

  @Test
  void cells_moreWorkers_computeLessAndSendMore() {
    for (ClusterForecast forecast : ALL) {
      List<Cell> cells = forecast.cells();
      assertThat(cells).extracting(Cell::workers).containsExactly(1, 2, 10, 100, 1000);
      for (int i = 1; i < cells.size(); i++) {
        assertThat(cells.get(i).computeSeconds()).isLessThan(cells.get(i - 1).computeSeconds());
        assertThat(cells.get(i).networkSeconds()).isGreaterThan(cells.get(i - 1).networkSeconds());
        assertThat(cells.get(i).driverSeconds()).isGreaterThan(cells.get(i - 1).driverSeconds());
      }
    }
  }

  @Test
  void cells_partsAndSpeedUp_addUp() {
    Cell one = ALL.get(0).cells().get(0);
    Cell hundred = ALL.get(0).cells().get(3);

    assertThat(hundred.seconds())
        .isCloseTo(
            hundred.computeSeconds() + hundred.networkSeconds() + hundred.driverSeconds(),
            within(1e-12));
    assertThat(hundred.speedUp()).isCloseTo(one.seconds() / hundred.seconds(), within(1e-9));
    assertThat(one.speedUp()).isEqualTo(1);
    assertThat(one.bound()).isEqualTo("compute");
    assertThat(ALL.get(0).cells().get(4).bound()).isEqualTo("driver");
  }

  @Test
  void bounds_moreRows_areFartherAway() {
    assertThat(ALL).extracting(ClusterForecast::fastestWorkers).isSorted().doesNotHaveDuplicates();
    assertThat(ALL)
        .extracting(ClusterForecast::networkFrom)
        .filteredOn(Objects::nonNull)
        .hasSizeGreaterThan(2)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void networkFrom_thatManyWorkers_isWhereTheNetworkTakesLonger() {
    ClusterForecast forecast = ALL.get(1);
    int from = Objects.requireNonNull(forecast.networkFrom());

    assertThat(network(forecast.rows(), from)).isGreaterThan(compute(forecast.rows(), from));
    assertThat(network(forecast.rows(), from - 1))
        .isLessThanOrEqualTo(compute(forecast.rows(), from - 1));
  }

  private static double network(long rows, int workers) {
    return cost(rows, workers).networkSeconds();
  }

  private static double compute(long rows, int workers) {
    return cost(rows, workers).computeSeconds();
  }

  private static StepCost cost(long rows, int workers) {
    return ClusterFixture.MODEL
        .cost(ClusterFixture.step(1, rows, 1, workers))
        .plus(ClusterFixture.MODEL.cost(ClusterFixture.step(2, rows, 1, workers)));
  }

  /** A worker of 8 GiB has room for 385,233 examples of 22,272 bytes besides 10 MB. */
  @Test
  void memory_ofAWorker_limitsItsRows() {
    assertThat(ALL).extracting(ClusterForecast::leastWorkers).startsWith(3L, 26L, 260L, 2596L);
    assertThat(ALL.get(0).cells())
        .extracting(Cell::memoryFits)
        .containsExactly(false, false, true, true, true);
    assertThat(ALL.get(3).cells()).noneMatch(Cell::memoryFits);
  }

  @Test
  void rows_thatAnIntCannotCount_areMarked() {
    assertThat(ALL)
        .extracting(f -> f.cells().get(0).supported())
        .containsExactly(true, true, true, true, false);
  }

  /** A network that costs nothing is never the bound. */
  @Test
  void networkFrom_freeNetwork_isNone() {
    CostModel free =
        new CostModel(
            new CostModel.Compute(1 / 40e9, 0, 0),
            new CostModel.Broadcast(0, 0),
            new CostModel.Reduce(0.03, 0.002, 0),
            0,
            new AssumedNetwork(1e30, 0));

    ClusterForecast forecast = ClusterFixture.forecasts(free).of(1_000_000);

    assertThat(forecast.networkFrom()).isNull();
    assertThat(forecast.driverFrom()).isNotNull();
  }
}
