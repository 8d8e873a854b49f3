package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaScalingTest {

  /** Each old pixel is divided into as many parts as the new size, whose means are the pixels. */
  @ParameterizedTest
  @CsvSource({"4, 6, 2, 3", "7, 5, 3, 2", "3, 2, 7, 5", "5, 9, 4, 11", "1, 1, 3, 4", "6, 1, 5, 1"})
  void scale_anySizes_isTheMeanOfParts(int height, int width, int toHeight, int toWidth) {
    float[] plane = noise(height * width);

    float[] scaled = AreaScaling.scale(plane, height, width, toHeight, toWidth);

    assertThat(scaled).hasSize(toHeight * toWidth);
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        double sum = 0;
        for (int row = y * height; row < (y + 1) * height; row++) {
          for (int column = x * width; column < (x + 1) * width; column++) {
            sum += plane[row / toHeight * width + column / toWidth];
          }
        }
        assertThat((double) scaled[y * toWidth + x])
            .isCloseTo(sum / (height * width), within(1e-3));
      }
    }
  }

  @Test
  void scale_sameSize_isThePlaneItself() {
    float[] plane = noise(12);

    assertThat(AreaScaling.scale(plane, 3, 4, 3, 4)).isSameAs(plane);
  }

  private static float[] noise(int size) {
    Random random = new Random(size);
    float[] plane = new float[size];
    for (int i = 0; i < size; i++) {
      plane[i] = 255 * random.nextFloat();
    }
    return plane;
  }
}
