package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.DatasetStatus;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.data.ProgressListener;
import io.ffsamediff.data.Provenance;
import io.ffsamediff.data.TrainTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bundled data: pinned by SHA-256, so these are facts about the files that are shipped. */
class MnistSubsetTest {

  private static final DatasetCatalog CATALOG = DatasetCatalog.standard(Map.of());
  private static final TrainTest SUBSET =
      CATALOG.load("mnist-subset", null, ProgressListener.none());

  @Test
  void subset_hasTheFirstExamplesOfMnist() {
    assertThat(SUBSET.train().size()).isEqualTo(10_000);
    assertThat(SUBSET.test().size()).isEqualTo(2_000);
    assertThat(SUBSET.train().height()).isEqualTo(28);
    assertThat(SUBSET.train().width()).isEqualTo(28);
    assertThat(SUBSET.train().classes()).isEqualTo(10);
    assertThat(SUBSET.train().first(10).labels()).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
    assertThat(SUBSET.test().first(10).labels()).containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
  }

  @Test
  void subset_looksLikeMnist() {
    Dataset train = SUBSET.train();
    long sum = 0;
    long squares = 0;
    for (int i = 0; i < train.size(); i++) {
      for (int d = 0; d < train.inputs(); d++) {
        sum += train.pixel(i, d);
        squares += (long) train.pixel(i, d) * train.pixel(i, d);
      }
    }
    double count = (double) train.size() * train.inputs();
    double mean = sum / count;

    // All of MNIST has 0.1307 and 0.3081.
    assertThat(mean / 255).isCloseTo(0.1307, within(0.002));
    assertThat(Math.sqrt(squares / count - mean * mean) / 255).isCloseTo(0.3081, within(0.002));
  }

  @Test
  void subset_isBlankWhereTheLabelGoes() {
    LabelEncoder encoder =
        new LabelEncoder(new LabelConfig.Overlay(new LabelConfig.Strength.ImageMaximum()), 784, 10);

    assertThat(encoder.erasedExamples(SUBSET.train())).isZero();
    assertThat(encoder.erasedExamples(SUBSET.test())).isZero();
  }

  @Test
  void subset_saysWhereItCameFrom() {
    assertThat(SUBSET.test().provenance())
        .contains(
            new Provenance(
                "t10k-labels-idx1-ubyte",
                "classpath:/io/ffsamediff/data/mnist-subset/t10k-labels-idx1-ubyte.gz",
                "7b098e5f6a3065807cebeabf36fb1724a8aff19f2673ac08b4923e0e8c715bce"));
    assertThat(CATALOG.list(null))
        .filteredOn(status -> status.name().equals("mnist-subset"))
        .singleElement()
        .extracting(DatasetStatus::here, DatasetStatus::where, DatasetStatus::licence)
        .containsExactly(
            true, "comes with the program", "CC BY-SA 3.0, Yann LeCun and Corinna Cortes");
    assertThat(DatasetCatalog.class.getResource("/io/ffsamediff/data/mnist-subset/LICENSE.txt"))
        .isNotNull();
  }
}
