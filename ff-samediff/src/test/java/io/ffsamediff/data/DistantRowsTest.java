package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows that are elsewhere. */
class DistantRowsTest {

  private final DistantRows rows = new DistantRows(3, 100);

  @Test
  void rows_areKnown() {
    assertThat(rows.rows()).isEqualTo(6);
    assertThat(rows.width()).isEqualTo(100);
  }

  @Test
  void inputs_ofABlock_areNotHere() {
    assertThat(rows.blocks()).isZero();
    assertThatThrownBy(() -> rows.label(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> rows.inputs(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the rows of this batch are elsewhere");
  }

  /** However many there are, they take no memory here. */
  @Test
  void hiddenRows_ofDistantOnes_haveNoBlocks() {
    try (HiddenRows hidden = new HiddenRows(new DistantRows(1_000_000_000, 100), 500)) {
      assertThat(hidden.rows()).isEqualTo(2_000_000_000);
      assertThat(hidden.blocks()).isZero();
      assertThat(hidden.width()).isEqualTo(500);
    }
  }

  @Test
  void dataset_elsewhere_hasLabelsAndNoPixels() {
    Dataset data =
        Dataset.elsewhere(
            "far", Dataset.Split.TRAIN, ImageShape.grey(2, 3), 2, new byte[] {0, 1, 1}, List.of());

    assertThat(data.isElsewhere()).isTrue();
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.inputs()).isEqualTo(6);
    assertThat(data.shape()).isEqualTo(ImageShape.grey(2, 3));
    assertThat(data.first(2).labels()).containsExactly(0, 1);
    assertThatThrownBy(() -> data.copyInputs(0, new float[6], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the examples are elsewhere");
    assertThatThrownBy(
            () ->
                Dataset.elsewhere(
                    "far",
                    Dataset.Split.TRAIN,
                    ImageShape.grey(2, 3),
                    2,
                    new byte[] {2},
                    List.of()))
        .isInstanceOf(DataException.class);
  }

  @Test
  void table_elsewhere_isKnownWithoutItsNumbers() {
    Standardization by = new Standardization(List.of(1.0, 2.0), List.of(3.0, 0.0));

    Dataset data =
        Dataset.tableElsewhere(
            "mine",
            Dataset.Split.TRAIN,
            List.of("a", "b"),
            2,
            Optional.of(by),
            3,
            new byte[] {0, 2, 1},
            List.of());

    assertThat(data.isElsewhere()).isTrue();
    assertThat(data.isTable()).isTrue();
    assertThat(data.inputs()).isEqualTo(2);
    assertThat(data.bytesOfInput()).isEqualTo(Float.BYTES);
    assertThat(data.shape()).isEqualTo(ImageShape.grey(1, 2));
    assertThat(data.columns()).containsExactly("a", "b");
    assertThat(data.standardization()).contains(by);
    assertThat(data.slice(1, 3).labels()).containsExactly(2, 1);
    assertThatThrownBy(() -> data.copyInputs(0, new float[2], 0))
        .isInstanceOf(IllegalStateException.class);
  }
}
