package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RooflineTest {

  @Test
  void naive_kerasLayersAt380_isTheTimeOfTheDesign() {
    assertThat(Roofline.seconds(Roofline.naive(60_000, 784, 500), 380))
        .isCloseTo(0.495, within(5e-4));
    assertThat(Roofline.seconds(Roofline.naive(60_000, 500, 500), 380))
        .isCloseTo(0.316, within(5e-4));
  }

  @Test
  void needed_firstLayerSharesTheImagesProduct_othersShareNothing() {
    assertThat(Roofline.needed(1, 3, 5, 7)).isEqualTo(4.0 * 3 * 5 * 7);
    assertThat(Roofline.needed(2, 3, 5, 7)).isEqualTo(8.0 * 3 * 5 * 7);
  }

  @Test
  void naive_largeNetwork_doesNotOverflow() {
    assertThat(Roofline.naive(600_000, 4_000, 4_000)).isEqualTo(7.68e13);
  }

  @Test
  void prediction_countsFirstKernelOnceAndTheRestOnceALabel() {
    double images = 2.0 * 10 * 784 * 500;
    double labels = 10 * 2.0 * 10 * 500;
    double upper = 10 * (2.0 * 10 * 500 * 300 + 2.0 * 10 * 300 * 200);

    assertThat(Roofline.prediction(10, 10, 784, 500)).isEqualTo(images + labels);
    assertThat(Roofline.prediction(10, 10, 784, 500, 300, 200)).isEqualTo(images + labels + upper);
  }

  @Test
  void gflops_isTheInverseOfSeconds() {
    assertThat(Roofline.gflops(7e9, Roofline.seconds(7e9, 123))).isCloseTo(123, within(1e-9));
  }
}
