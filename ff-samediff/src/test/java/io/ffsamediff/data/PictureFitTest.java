package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFitTest {

  private static final ImageShape MNIST = ImageShape.grey(28, 28);
  private static final int WHITE = 0xFFFFFFFF;
  private static final int BLACK = 0xFF000000;
  private static final int NOTHING = 0;

  @ParameterizedTest
  @CsvSource({"mnist, DIGIT", "mnist-subset, DIGIT", "fashion-mnist, INK", "cifar10, PLAIN"})
  void of_dataset_isWhatSuitsIt(String dataset, PictureFit fit) {
    assertThat(PictureFit.of(dataset)).isEqualTo(fit);
  }

  /** A bar of 40 x 10 off the middle becomes 20 x 5 about the middle. */
  @Test
  void digit_barAnywhere_isTwentyPixelsLongAndCentred() {
    byte[] pixels_D = digit(bar(100, 80, 7, 55, 40, 10, WHITE, BLACK));

    assertThat(ink(pixels_D)).isEqualTo(20 * 5);
    assertThat(centre(pixels_D, 28)).isCloseTo(14, within(0.51));
    assertThat(centre(pixels_D, 1)).isCloseTo(14, within(0.51));
    assertThat(Byte.toUnsignedInt(pixels_D[14 * 28 + 14])).isEqualTo(255);
  }

  @Test
  void digit_darkOnLight_isTheSameAsLightOnDark() {
    byte[] light = digit(bar(100, 80, 7, 55, 40, 10, WHITE, BLACK));

    assertThat(digit(bar(100, 80, 7, 55, 40, 10, BLACK, WHITE))).isEqualTo(light);
    assertThat(digit(bar(100, 80, 7, 55, 40, 10, 0xFF202020, 0xFFD0D0D0))).isEqualTo(light);
  }

  @Test
  void digit_onNothing_isTheSameWhateverItsInk() {
    byte[] light = digit(bar(100, 80, 7, 55, 40, 10, WHITE, BLACK));

    assertThat(digit(bar(100, 80, 7, 55, 40, 10, BLACK, NOTHING))).isEqualTo(light);
    assertThat(digit(bar(100, 80, 7, 55, 40, 10, WHITE, NOTHING))).isEqualTo(light);
    assertThat(digit(bar(100, 80, 7, 55, 40, 10, 0xFFC0FFC0, NOTHING))).isEqualTo(light);
  }

  @Test
  void digit_grainOfPaper_isNoInk() {
    Picture picture = bar(100, 80, 7, 55, 40, 10, BLACK, WHITE);
    for (int i = 0; i < picture.argb().length; i += 7) {
      picture.argb()[i] = picture.argb()[i] == WHITE ? 0xFFF0F0F0 : picture.argb()[i];
    }

    assertThat(ink(digit(picture))).isEqualTo(20 * 5);
  }

  /** Paper that is darker than the middle is paper all the same. */
  @Test
  void digit_onDarkPaper_isRecognisedByTheInkBeingDarker() {
    byte[] light = digit(bar(100, 80, 7, 55, 40, 10, WHITE, BLACK));

    assertThat(digit(bar(100, 80, 7, 55, 40, 10, 0xFF101010, 0xFF707070))).isEqualTo(light);
  }

  /** A photograph: light from one side, noise, and much larger than what is looked for. */
  @Test
  void digit_underUnevenLight_isFoundAlone() {
    Random random = new Random(3);
    Picture photo = bar(600, 700, 200, 300, 200, 50, BLACK, WHITE);
    for (int i = 0; i < photo.argb().length; i++) {
      double light = 235 - 60 * (i % 700) / 700.0 - 20 * (i / 700) / 600.0;
      double grey = (photo.argb()[i] == BLACK ? 0.3 * light : light) + 4 * random.nextGaussian();
      int level = (int) Math.max(0, Math.min(255, grey));
      photo.argb()[i] = BLACK | level << 16 | level << 8 | level;
    }

    byte[] pixels_D = digit(photo);

    assertThat(ink(pixels_D)).isBetween(20 * 5, 20 * 6);
    // Whole pixels are moved, as in MNIST.
    assertThat(centre(pixels_D, 28)).isBetween(14.0, 15.0);
    assertThat(centre(pixels_D, 1)).isBetween(14.0, 15.0);
    assertThat(Byte.toUnsignedInt(pixels_D[14 * 28 + 14])).isGreaterThan(230);
  }

  @Test
  void pixels_photographHeldUpright_isTurnedForInkOnly() {
    BufferedImage lying = PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 60, 90, WHITE);
    for (int y = 8; y < 24; y++) {
      for (int x = 8; x < 72; x++) {
        lying.setRGB(x, y, BLACK);
      }
    }
    byte[] jpeg = PictureFiles.encoded(lying, "jpg");
    byte[] noted = ExifFiles.noted(jpeg, 6);

    byte[] asStored = PictureFit.DIGIT.pixels("x", jpeg, 10_000, MNIST);
    byte[] asSeen = PictureFit.DIGIT.pixels("x", noted, 10_000, MNIST);

    assertThat(rows(asStored)).isEqualTo(5);
    assertThat(rows(asSeen)).isEqualTo(20);
    assertThat(PictureFit.PLAIN.pixels("x", noted, 10_000, MNIST))
        .isEqualTo(PictureFit.PLAIN.pixels("x", jpeg, 10_000, MNIST));
  }

  @Test
  void digit_heavyOnOneSide_staysInside() {
    Picture picture = bar(40, 40, 5, 5, 30, 3, WHITE, BLACK);
    Arrays.fill(picture.argb(), 5 * 40 + 5, 5 * 40 + 35, WHITE);

    byte[] pixels_D = digit(picture);

    assertThat(ink(pixels_D)).isGreaterThan(20);
  }

  @Test
  void digit_ofTheRightSizeOnBlack_isTakenAsItIs() {
    byte[] samples = new byte[784];
    samples[3 * 28 + 4] = 77;
    samples[5 * 28 + 20] = (byte) 200;

    Picture picture =
        PictureReader.read("x", PictureFiles.encoded(PictureFiles.grey(28, 28, samples), "png"));

    assertThat(digit(picture)).isEqualTo(samples);
  }

  @Test
  void digit_blankPicture_isRefused() {
    for (int colour : new int[] {WHITE, BLACK, 0xFF808080, NOTHING, 0xFF000001}) {
      int side = colour == BLACK ? 28 : 30;
      Picture blank = bar(side, side, 0, 0, side, side, colour, colour);

      assertThatThrownBy(() -> digit(blank))
          .isInstanceOf(DataException.class)
          .hasMessage(
              "some.png: expected ink on paper of another grey, received a blank picture. Use a picture with more contrast.");
    }
  }

  @Test
  void digit_forColour_isRefused() {
    ImageShape colour = new ImageShape(3, 32, 32);
    Picture picture = bar(30, 30, 3, 3, 9, 9, WHITE, BLACK);

    assertThatThrownBy(() -> PictureFit.DIGIT.pixels("some.png", picture, colour))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("received one on images of 32 x 32 in colour. Use --as plain.");
    assertThat(PictureFit.PLAIN.pixels("some.png", picture, colour)).hasSize(3072);
  }

  @Test
  void ink_lightEdge_isInvertedAndStretched() {
    Picture picture = bar(56, 56, 14, 14, 28, 28, BLACK, WHITE);

    byte[] pixels_D = PictureFit.INK.pixels("some.png", picture, MNIST);

    assertThat(ink(pixels_D)).isEqualTo(14 * 14);
    assertThat(Byte.toUnsignedInt(pixels_D[14 * 28 + 14])).isEqualTo(255);
    assertThat(PictureFit.PLAIN.pixels("some.png", picture, MNIST)[0]).isEqualTo((byte) 255);
  }

  private static byte[] digit(Picture picture) {
    return PictureFit.DIGIT.pixels("some.png", picture, MNIST);
  }

  private static Picture bar(
      int height, int width, int top, int left, int rows, int columns, int ink, int paper) {
    int[] argb = new int[height * width];
    Arrays.fill(argb, paper);
    for (int y = top; y < top + rows; y++) {
      Arrays.fill(argb, y * width + left, y * width + left + columns, ink);
    }
    return new Picture(height, width, argb);
  }

  private static int ink(byte[] pixels_D) {
    int ink = 0;
    for (byte pixel : pixels_D) {
      ink += pixel == 0 ? 0 : 1;
    }
    return ink;
  }

  private static int rows(byte[] pixels_D) {
    int rows = 0;
    for (int y = 0; y < 28; y++) {
      rows += ink(Arrays.copyOfRange(pixels_D, y * 28, y * 28 + 28)) > 0 ? 1 : 0;
    }
    return rows;
  }

  /** Centre of mass along rows (28) or columns (1). */
  private static double centre(byte[] pixels_D, int stride) {
    double mass = 0;
    double moment = 0;
    for (int i = 0; i < pixels_D.length; i++) {
      int value = Byte.toUnsignedInt(pixels_D[i]);
      mass += value;
      moment += value * (i / stride % 28 + 0.5);
    }
    return moment / mass;
  }
}
