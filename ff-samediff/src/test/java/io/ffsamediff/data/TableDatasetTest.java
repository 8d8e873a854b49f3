package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.data.Dataset.Split;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableDatasetTest {

  private static final float[] VALUES = {1, -2, 3.5f, 4, 5, -6e30f};

  @Test
  void table_givesRealNumbersAndLabels() {
    Dataset data = table(VALUES, 1, 0);

    assertThat(data.isTable()).isTrue();
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.inputs()).isEqualTo(3);
    assertThat(data.height()).isEqualTo(1);
    assertThat(data.width()).isEqualTo(3);
    assertThat(data.columns()).containsExactly("a", "b", "c");
    assertThat(data.labels()).containsExactly(1, 0);
    assertThat(data.bytesOfInput()).isEqualTo(4);
    assertThat(data.standardization()).isEmpty();
    float[] copy = new float[5];
    data.copyInputs(1, copy, 1);
    assertThat(copy).containsExactly(0, 4, 5, -6e30f, 0);
  }

  @Test
  void slice_andRepetition_keepLinesTogether() {
    Dataset data = table(VALUES, 1, 0);

    assertThat(line(data.slice(1, 2), 0)).containsExactly(4, 5, -6e30f);
    assertThat(data.slice(1, 2).labels()).containsExactly(0);
    assertThat(data.first(1).columns()).isEqualTo(data.columns());
    Dataset repeated = data.repeated(7);
    assertThat(repeated.labels()).containsExactly(1, 0, 1, 0, 1, 0, 1);
    for (int i = 0; i < 7; i++) {
      assertThat(line(repeated, i)).isEqualTo(line(data, i % 2));
    }
  }

  @Test
  void repetition_ofImages_keepsPixels() {
    Dataset data = DatasetTest.dataset(1, 2, new byte[] {0, 1, 2, (byte) 200, 4, 5}, 2, 1, 0);

    Dataset repeated = data.repeated(8);

    assertThat(repeated.labels()).containsExactly(2, 1, 0, 2, 1, 0, 2, 1);
    for (int i = 0; i < 8; i++) {
      assertThat(line(repeated, i)).isEqualTo(line(data, i % 3));
    }
    assertThat(repeated.isTable()).isFalse();
    assertThat(repeated.bytesOfInput()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void table_withNumberThatIsNotFinite_namesExampleAndColumn(float number) {
    assertThatThrownBy(() -> table(new float[] {1, 2, 3, 4, number, 6}, 0, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "flowers (TRAIN): expected finite numbers, received "
                + number
                + " at example 1, column 2 (b). Correct or leave out the example.");
  }

  @Test
  void table_whoseCountsDoNotFit_isRefused() {
    for (float[] values : List.of(new float[] {1, 2, 3, 4}, new float[] {1, 2, 3, 4, 5})) {
      assertThatThrownBy(() -> table(values, 0, 1))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "flowers (TRAIN): expected at least one example, and as many numbers for each as there are columns, received %d numbers, 2 labels and 3 names. Check the file."
                  .formatted(values.length));
    }
    assertThatThrownBy(() -> table(new float[0])).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> table(VALUES, 0, 3))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected labels from 0 to 2, received 3 at example 1");
  }

  @Test
  void pixels_ofTable_areRefused() {
    Dataset data = table(VALUES, 1, 0);

    assertThatThrownBy(() -> data.pixel(0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("flowers is a table and has no pixels");
    assertThatThrownBy(() -> data.copyPixels(0, new byte[3]))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Columns a, b and c in three classes. */
  static Dataset table(float[] values_ND, int... labels) {
    byte[] labels_N = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      labels_N[i] = (byte) labels[i];
    }
    return Dataset.table(
        "flowers", Split.TRAIN, List.of("a", "b", "c"), 3, values_ND, labels_N, List.of());
  }

  static float[] line(Dataset data, int index) {
    float[] line = new float[data.inputs()];
    data.copyInputs(index, line, 0);
    return line;
  }
}
