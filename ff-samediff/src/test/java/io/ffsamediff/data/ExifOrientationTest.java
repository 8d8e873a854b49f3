package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExifOrientationTest {

  private static final byte[] JPEG =
      PictureFiles.encoded(new BufferedImage(9, 5, BufferedImage.TYPE_INT_RGB), "jpg");

  /** What is seen of a, b, c above d, e, f, for each of the eight ways that Exif knows. */
  @ParameterizedTest
  @CsvSource({
    "1,abcdef",
    "2,cbafed",
    "3,fedcba",
    "4,defabc",
    "5,adbecf",
    "6,daebfc",
    "7,fcebda",
    "8,cfbead"
  })
  void upright_eachOrientation_movesEveryPixel(int orientation, String seen) {
    Picture stored = new Picture(2, 3, "abcdef".chars().toArray());

    Picture upright = ExifOrientation.upright(stored, orientation);

    assertThat(upright.argb()).isEqualTo(seen.chars().toArray());
    assertThat(upright.height()).isEqualTo(orientation >= 5 ? 3 : 2);
  }

  @Test
  void of_notedInEitherByteOrder_isRead() {
    for (int orientation = 1; orientation <= 8; orientation++) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        assertThat(ExifOrientation.of(ExifFiles.noted(JPEG, orientation, order)))
            .isEqualTo(orientation);
      }
    }
  }

  @Test
  void of_filesWithoutASoundNote_isUpright() {
    byte[] noted = ExifFiles.noted(JPEG, 6);
    assertThat(ExifOrientation.of(JPEG)).isEqualTo(1);
    assertThat(ExifOrientation.of(ExifFiles.noted(JPEG, 9))).isEqualTo(1);
    assertThat(ExifOrientation.of(new byte[0])).isEqualTo(1);
    for (int length = 0; length < noted.length; length++) {
      assertThat(ExifOrientation.of(Arrays.copyOf(noted, length))).isIn(1, 6);
    }
  }
}
