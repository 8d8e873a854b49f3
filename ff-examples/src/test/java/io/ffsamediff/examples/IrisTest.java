package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.DatasetStatus;
import io.ffsamediff.data.ProgressListener;
import io.ffsamediff.data.TrainTest;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bundled table: pinned by SHA-256, so these are facts about the files that are shipped. */
class IrisTest {

  private static final DatasetCatalog CATALOG = DatasetCatalog.standard(Map.of());
  private static final TrainTest IRIS = CATALOG.load("iris", null, ProgressListener.none());

  @Test
  void iris_hasTwoThirdsForTraining() {
    assertThat(IRIS.train().size()).isEqualTo(100);
    assertThat(IRIS.test().size()).isEqualTo(50);
    assertThat(IRIS.train().isTable()).isTrue();
    assertThat(IRIS.train().columns())
        .containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
    assertThat(counts(IRIS.train())).containsExactly(34, 33, 33);
    assertThat(counts(IRIS.test())).containsExactly(16, 17, 17);
  }

  /** Sums of all 150 lines, as every copy of the table has them that follows the paper. */
  @Test
  void iris_looksLikeFishersTable() {
    double[] sums = new double[4];
    float[] line = new float[4];
    for (Dataset split : new Dataset[] {IRIS.train(), IRIS.test()}) {
      for (int i = 0; i < split.size(); i++) {
        split.copyInputs(i, line, 0);
        for (int column = 0; column < 4; column++) {
          sums[column] += line[column];
        }
      }
    }
    assertThat(sums[0]).isCloseTo(876.5, within(1e-3));
    assertThat(sums[1]).isCloseTo(458.6, within(1e-3));
    assertThat(sums[2]).isCloseTo(563.7, within(1e-3));
    assertThat(sums[3]).isCloseTo(179.9, within(1e-3));
  }

  @Test
  void iris_saysWhereItCameFrom() {
    assertThat(CATALOG.list(null))
        .filteredOn(status -> status.name().equals("iris"))
        .singleElement()
        .extracting(DatasetStatus::here, DatasetStatus::where, DatasetStatus::licence)
        .containsExactly(
            true,
            "comes with the program",
            "CC BY 4.0, R. A. Fisher, UCI Machine Learning Repository");
    assertThat(DatasetCatalog.class.getResource("/io/ffsamediff/data/iris/LICENSE.txt"))
        .isNotNull();
  }

  private static int[] counts(Dataset data) {
    int[] counts = new int[3];
    Arrays.stream(data.labels()).forEach(label -> counts[label]++);
    return counts;
  }
}
