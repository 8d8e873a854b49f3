package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Facts about the real data sets; runs where FF_DATA_DIR holds them. */
class RealDatasetTest {

  private static final String DATA_DIR = System.getenv().getOrDefault("FF_DATA_DIR", "");

  @Test
  void mnist_hasItsPublishedMeanDeviationAndLabelCounts() {
    TrainTest mnist = load("mnist");

    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().inputs()).isEqualTo(784);
    assertThat(meanAndDeviation(mnist.train())[0]).isCloseTo(0.1307, within(5e-5));
    assertThat(meanAndDeviation(mnist.train())[1]).isCloseTo(0.3081, within(5e-5));
    assertThat(labelCounts(mnist.test()))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    assertThat(nearestMeanErrors(mnist)).isEqualTo(1_797);
  }

  @Test
  void fashionMnist_hasItsPublishedMeanDeviationAndLabelCounts() {
    TrainTest fashion = load("fashion-mnist");

    assertThat(meanAndDeviation(fashion.train())[0]).isCloseTo(0.2860, within(5e-5));
    assertThat(meanAndDeviation(fashion.train())[1]).isCloseTo(0.3530, within(5e-5));
    assertThat(labelCounts(fashion.train())).containsOnly(6_000);
    assertThat(labelCounts(fashion.test())).containsOnly(1_000);
    assertThat(nearestMeanErrors(fashion)).isEqualTo(3_232);
  }

  private static TrainTest load(String name) {
    assumeThat(DATA_DIR).as("FF_DATA_DIR").isNotEmpty();
    assumeThat(Files.isDirectory(Path.of(DATA_DIR, name))).as(name).isTrue();
    return DatasetCatalog.standard(Map.of()).load(name, Path.of(DATA_DIR), ProgressListener.none());
  }

  /** Of pixel / 255. */
  private static double[] meanAndDeviation(Dataset data) {
    long sum = 0;
    long squares = 0;
    for (int i = 0; i < data.size(); i++) {
      for (int d = 0; d < data.inputs(); d++) {
        int pixel = data.pixel(i, d);
        sum += pixel;
        squares += (long) pixel * pixel;
      }
    }
    double count = (double) data.size() * data.inputs();
    double mean = sum / count;
    return new double[] {mean / 255, Math.sqrt(squares / count - mean * mean) / 255};
  }

  private static int[] labelCounts(Dataset data) {
    int[] counts_C = new int[data.classes()];
    for (int label : data.labels()) {
      counts_C[label]++;
    }
    return counts_C;
  }

  /** Test errors of the classifier that takes the class whose mean image is nearest. */
  private static int nearestMeanErrors(TrainTest data) {
    double[][] means_CD = classMeans(data.train());
    int errors = 0;
    for (int i = 0; i < data.test().size(); i++) {
      int best = 0;
      for (int c = 1; c < means_CD.length; c++) {
        boolean nearer =
            distance(data.test(), i, means_CD[c]) < distance(data.test(), i, means_CD[best]);
        best = nearer ? c : best;
      }
      errors += best == data.test().label(i) ? 0 : 1;
    }
    return errors;
  }

  private static double[][] classMeans(Dataset data) {
    double[][] means_CD = new double[data.classes()][data.inputs()];
    int[] counts_C = labelCounts(data);
    for (int i = 0; i < data.size(); i++) {
      int label = data.label(i);
      for (int d = 0; d < data.inputs(); d++) {
        means_CD[label][d] += data.pixel(i, d) / (double) counts_C[label];
      }
    }
    return means_CD;
  }

  private static double distance(Dataset data, int index, double[] mean_D) {
    double sum = 0;
    for (int d = 0; d < mean_D.length; d++) {
      double difference = data.pixel(index, d) - mean_D[d];
      sum += difference * difference;
    }
    return sum;
  }
}
