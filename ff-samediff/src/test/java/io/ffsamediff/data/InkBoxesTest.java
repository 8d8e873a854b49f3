package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InkBoxesTest {

  private static final int HEIGHT = 4;
  private static final int WIDTH = 5;

  @Test
  void box_scatteredInk_holdsAllOfItAndNoMore() {
    byte[] pixels_D = new byte[HEIGHT * WIDTH];
    pixels_D[WIDTH + 3] = (byte) 200;
    pixels_D[2 * WIDTH + 1] = 1;

    assertThat(box(pixels_D)).containsExactly(1, 3, 1, 4);
  }

  @Test
  void box_inkInTheCorners_isTheWholeImage() {
    byte[] pixels_D = new byte[HEIGHT * WIDTH];
    pixels_D[0] = 9;
    pixels_D[pixels_D.length - 1] = 9;

    assertThat(box(pixels_D)).containsExactly(0, HEIGHT, 0, WIDTH);
  }

  @Test
  void box_blackImage_isEmpty() {
    assertThat(box(new byte[HEIGHT * WIDTH])).containsExactly(0, 0, 0, 0);
  }

  /** Top, bottom, left and right of the second of two images; the first is white. */
  private static List<Integer> box(byte[] pixels_D) {
    byte[] pixels_2D = new byte[2 * pixels_D.length];
    Arrays.fill(pixels_2D, 0, pixels_D.length, (byte) 255);
    System.arraycopy(pixels_D, 0, pixels_2D, pixels_D.length, pixels_D.length);
    InkBoxes ink = new InkBoxes(DatasetTest.dataset(HEIGHT, WIDTH, pixels_2D, 0, 0));
    return List.of(ink.top(1), ink.bottom(1), ink.left(1), ink.right(1));
  }
}
