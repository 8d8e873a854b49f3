package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.NetworkConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelEncoderTest {

  private static final LabelConfig.Strength MAX = new LabelConfig.Strength.ImageMaximum();
  private static final LabelConfig OVERLAY = new LabelConfig.Overlay(MAX);
  private static final LabelConfig APPEND = new LabelConfig.Append(MAX);

  @Test
  void overlay_replacesTheFirstInputs() {
    LabelEncoder encoder = new LabelEncoder(OVERLAY, 6, 3);

    assertThat(encoder.inputs()).isEqualTo(6);
    assertThat(encoder.offset()).isZero();
    assertThat(encoder.classes()).isEqualTo(3);
    assertThat(encoder.covers(2)).isTrue();
    assertThat(encoder.covers(3)).isFalse();
  }

  @Test
  void append_addsInputsBehindTheImage() {
    LabelEncoder encoder = new LabelEncoder(APPEND, 6, 3);

    assertThat(encoder.inputs()).isEqualTo(9);
    assertThat(encoder.offset()).isEqualTo(6);
    assertThat(encoder.covers(0)).isFalse();
    assertThat(encoder.covers(6)).isFalse();
  }

  @Test
  void overlay_ofMoreClassesThanPixels_isRefused() {
    assertThatThrownBy(() -> new LabelEncoder(OVERLAY, 9, 10))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "labels: expected at least 10 inputs for an overlay of 10 classes, received 9. Use {\"type\": \"append\"}.");
  }

  @Test
  void overlay_ofAsManyClassesAsPixels_andAnyAppend_fit() {
    assertThat(new LabelEncoder(OVERLAY, 10, 10).inputs()).isEqualTo(10);
    assertThat(new LabelEncoder(APPEND, 1, 10).inputs()).isEqualTo(11);
  }

  @Test
  void height_ofMaxStrength_isTheImagesMaximum() {
    LabelEncoder encoder = new LabelEncoder(OVERLAY, 6, 4);

    assertThat(encoder.height(0.75f)).isEqualTo(0.75f);
    assertThat(encoder.neutralHeight(0.75f)).isEqualTo(0.1875f);
  }

  @Test
  void height_ofFixedStrength_isTheSameForEveryImage() {
    LabelConfig fixed = new LabelConfig.Overlay(new LabelConfig.Strength.Fixed(2));
    LabelEncoder encoder = new LabelEncoder(fixed, 6, 4);

    assertThat(encoder.height(0.75f)).isEqualTo(2f);
    assertThat(encoder.neutralHeight(0f)).isEqualTo(0.5f);
  }

  /** Examples of four pixels, three of them under the label. */
  @Test
  void erasedExamples_countsExamplesWithInkUnderTheLabel() {
    byte[] pixels_ND = {
      0, 0, 0, 9, // ink beside the label
      1, 0, 0, 0, // under its first input
      0, 0, (byte) 200, 9, // under its last, above 127
      5, 6, 7, 8, // under all: one example
      0, 0, 0, 0
    };
    Dataset data = DatasetTest.dataset(2, 2, pixels_ND, 0, 1, 2, 0, 1);

    assertThat(new LabelEncoder(OVERLAY, 4, 3).erasedExamples(data)).isEqualTo(3);
    assertThat(new LabelEncoder(APPEND, 4, 3).erasedExamples(data)).isZero();
  }

  @Test
  void none_anyImage_keepsAllPixelsAndAddsNothing() {
    LabelEncoder encoder = new LabelEncoder(new LabelConfig.None(), 6, 10);

    assertThat(encoder.inputs()).isEqualTo(6);
    assertThat(encoder.covers(0)).isFalse();
    assertThat(encoder.height(0.5f)).isZero();
    Dataset data =
        new Dataset(
            "ink",
            Dataset.Split.TRAIN,
            2,
            3,
            10,
            new byte[] {51, 0, 0, 0, 0, (byte) 255},
            new byte[] {4},
            List.of());
    float[] row = new float[6];
    float height =
        new RowEncoder(encoder, NetworkConfig.InputNormalization.NONE).encode(data, 0, row, 0);
    assertThat(row).containsExactly(new float[] {0.2f, 0, 0, 0, 0, 1}, offset(1e-6f));
    assertThat(height).isZero();
    assertThat(encoder.erasedExamples(data)).isZero();
  }
}
