package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ffsamediff.Fuzz;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pictures of any bytes that are to be predicted. */
class PictureFitFuzzTest {

  private static final int MOST_PIXELS = 1 << 14;

  private static final Map<String, byte[]> PICTURES =
      Map.of("turned-jpeg", ExifFiles.noted(jpeg(), 6), "transparent-png", transparent());

  @FuzzTest
  void digit_anyBytes_isFittedOrRefused(byte[] bytes) {
    isFitted(bytes);
  }

  @Test
  void seeds_ofTheTarget_areFittedAndUpToDate() throws IOException {
    for (byte[] bytes : PICTURES.values()) {
      assertThat(isFitted(bytes)).isTrue();
    }
    Fuzz.checkSeeds(getClass(), "digit_anyBytes_isFittedOrRefused", PICTURES);
  }

  private static boolean isFitted(byte[] bytes) {
    return Fuzz.isRead(
        () -> {
          for (PictureFit fit : PictureFit.values()) {
            assertThat(fit.pixels("some.png", bytes, MOST_PIXELS, ImageShape.grey(28, 28)))
                .hasSize(28 * 28);
          }
        },
        DataException.class);
  }

  private static byte[] jpeg() {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(5, 4, 0, 255);
    image.getRaster().setSample(5, 5, 0, 255);
    return PictureFiles.encoded(image, "jpg");
  }

  private static byte[] transparent() {
    BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(3, 2, 0xFF203040);
    image.setRGB(3, 3, 0x80203040);
    return PictureFiles.encoded(image, "png");
  }
}
