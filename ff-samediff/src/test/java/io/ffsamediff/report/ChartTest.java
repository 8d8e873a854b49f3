package io.ffsamediff.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.report.Chart.Axes;
import io.ffsamediff.report.Chart.Form;
import io.ffsamediff.report.Curve.Dash;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static final Axes AXES = new Axes("epoch", "loss", " s", 2, Form.LINES);

  @Test
  void within_fewPoints_isTheCurveItself() {
    Curve curve = curve(100, i -> i);

    assertThat(curve.within(100)).isSameAs(curve);
  }

  @Test
  void within_manyPoints_keepsBothEndsAndEveryPeak() {
    Random random = new Random(3);
    Curve curve =
        curve(100_000, i -> i == 77_777 ? 50 : i == 123 ? -9 : Math.sin(i) + random.nextDouble());

    Curve small = curve.within(Chart.POINTS);

    assertThat(small.size()).isBetween(900, Chart.POINTS);
    assertThat(small.x()).isSorted().doesNotHaveDuplicates().startsWith(0.0).endsWith(99_999.0);
    assertThat(small.at(77_777)).hasValue(50);
    assertThat(small.at(123)).hasValue(-9);
    for (double place : small.x()) {
      assertThat(small.at(place)).isEqualTo(curve.at(place));
    }
  }

  @Test
  void table_manyPlaces_hasEvenlySpreadOnesWithTheLast() {
    Curve sparse = new Curve("b", "", 1, Dash.SOLID, List.of(9_999.0), List.of(7.0));

    Chart.Table table = chart(curve(10_000, i -> i / 3.0), sparse).table();

    assertThat(table.heads()).containsExactly("epoch", "a", "b");
    assertThat(table.rows()).hasSize(Chart.ROWS);
    assertThat(table.rows().get(0)).containsExactly("0", "0.00 s", "");
    assertThat(table.rows().get(99)).containsExactly("9999", "3333.00 s", "7.00 s");
    assertThat(table.isPart()).isTrue();
  }

  @Test
  void chart_curveWithoutPoints_isLeftOut() {
    Chart chart = chart(curve(0, i -> i), curve(1, i -> 4));

    assertThat(chart.curves()).hasSize(1);
    assertThat(chart.table().rows()).containsExactly(List.of("0", "4.00 s"));
  }

  @Test
  void small_numbers_haveSixDigits() {
    Chart chart = chart(curve(1, i -> 1 / 3.0));

    assertThat(chart.small().curves().get(0).y()).containsExactly(0.333333);
  }

  private static Chart chart(Curve... curves) {
    return new Chart("id", "title", AXES, List.of(curves), List.of());
  }

  private static Curve curve(int points, IntToDoubleFunction value) {
    return new Curve(
        "a",
        "1",
        0,
        Dash.SOLID,
        IntStream.range(0, points).mapToObj(i -> (double) i).toList(),
        IntStream.range(0, points).mapToObj(value::applyAsDouble).toList());
  }
}
