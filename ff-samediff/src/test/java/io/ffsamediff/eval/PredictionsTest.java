package io.ffsamediff.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {

  @Test
  void labels_ofScores_areTheLargestAndTheFirstOfEqualOnes() {
    Predictions predictions =
        new Predictions(
            3,
            new float[] {1, 3, 2, 5, 5, 1, -3, -2, -1},
            List.of(new float[] {9, 0, 0, 0, 9, 0, 0, 0, 9}));

    assertThat(predictions.examples()).isEqualTo(3);
    assertThat(predictions.labels()).containsExactly(1, 0, 2);
    assertThat(predictions.layerLabels(0)).containsExactly(0, 1, 2);
  }

  @Test
  void confusion_ofLabels_countsByTrueAndPredictedClass() {
    ConfusionMatrix confusion =
        ConfusionMatrix.of(new int[] {0, 0, 1, 2, 2}, new int[] {0, 1, 1, 2, 0}, 3);

    assertThat(confusion.counts()).isDeepEqualTo(new int[][] {{1, 1, 0}, {0, 1, 0}, {1, 0, 1}});
    assertThat(confusion.count(2, 0)).isEqualTo(1);
    assertThat(confusion.errors()).isEqualTo(2);
    assertThat(confusion.classes()).isEqualTo(3);
  }

  @Test
  void confusion_countsHandedOut_areCopies() {
    int[][] counts = {{1, 0}, {0, 1}};
    ConfusionMatrix confusion = new ConfusionMatrix(counts);

    counts[0][0] = 7;
    confusion.counts()[0][0] = 8;

    assertThat(confusion.count(0, 0)).isEqualTo(1);
  }
}
