package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {

  @Test
  void dataset_ofBytes_givesUnsignedPixelsAndLabels() {
    Dataset data = dataset(2, 2, new byte[] {0, 1, 2, (byte) 200, 4, 5, 6, (byte) 255}, 1, 0);

    assertThat(data.size()).isEqualTo(2);
    assertThat(data.inputs()).isEqualTo(4);
    assertThat(data.pixel(0, 3)).isEqualTo(200);
    assertThat(data.pixel(1, 0)).isEqualTo(4);
    assertThat(data.label(0)).isEqualTo(1);
    assertThat(data.labels()).containsExactly(1, 0);
    byte[] pixels_D = new byte[4];
    data.copyPixels(1, pixels_D);
    assertThat(pixels_D).containsExactly(4, 5, 6, 255);
  }

  @Test
  void labels_changedByCaller_leaveDatasetAsItWas() {
    Dataset data = dataset(1, 1, new byte[] {1, 2}, 1, 0);

    data.labels()[0] = 0;

    assertThat(data.label(0)).isEqualTo(1);
  }

  @Test
  void first_withFewerThanSize_keepsFirstExamples() {
    Dataset data = dataset(1, 2, new byte[] {0, 1, 2, 3, 4, 5}, 2, 1, 0);

    Dataset first = data.first(2);

    assertThat(first.labels()).containsExactly(2, 1);
    assertThat(first.pixel(1, 1)).isEqualTo(3);
    assertThat(first.provenance()).isEqualTo(data.provenance());
    assertThat(data.first(3)).isSameAs(data);
    assertThat(data.first(4)).isSameAs(data);
  }

  @Test
  void dataset_withFewerLabelsThanImages_isRefused() {
    assertThatThrownBy(() -> dataset(1, 2, new byte[] {0, 1, 2, 3}, 0))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "toy (TRAIN): expected as many images as labels, received 2 images and 1 labels. Use the two files that belong together.");
  }

  @Test
  void dataset_withLabelOutOfRange_isRefused() {
    assertThatThrownBy(() -> dataset(1, 1, new byte[] {0, 1}, 0, 3))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "toy (TRAIN): expected labels from 0 to 2, received 3 at example 1. Use the label file of this data set.");
    assertThatThrownBy(() -> dataset(1, 1, new byte[] {0}, 255))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("received 255 at example 0");
  }

  @Test
  void dataset_withoutExamples_isRefused() {
    assertThatThrownBy(() -> dataset(2, 2, new byte[0]))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "toy (TRAIN): expected at least one example of at least one pixel, received 0 of 2 x 2. Check the files.");
  }

  @Test
  void named_otherNumberOfNames_isRefused() {
    Dataset data = dataset(1, 1, new byte[] {0, 1}, 0, 2);

    assertThat(data.named(List.of("a", "b", "c")).slice(1, 2).classNames())
        .containsExactly("a", "b", "c");
    assertThat(data.named(List.of()).classNames()).isEmpty();
    assertThatThrownBy(() -> data.named(List.of("a", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 3 names of classes, received 2");
  }

  /** Three classes. */
  static Dataset dataset(int height, int width, byte[] pixels_ND, int... labels) {
    byte[] labels_N = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      labels_N[i] = (byte) labels[i];
    }
    return new Dataset(
        "toy",
        Dataset.Split.TRAIN,
        height,
        width,
        3,
        pixels_ND,
        labels_N,
        List.of(new Provenance("file", "nowhere", "00")));
  }
}
