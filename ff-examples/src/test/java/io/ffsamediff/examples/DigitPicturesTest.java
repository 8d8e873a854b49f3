package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.PictureFit;
import io.ffsamediff.data.ProgressListener;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Digits of MNIST as PNG files are what they were; moved and enlarged ones come back. */
class DigitPicturesTest {

  private static final int IMAGES = 200;
  private static final int SIDE = 28;
  private static final int WHITE = 255;

  private static final Dataset TEST =
      DatasetCatalog.standard(Map.of())
          .loadTest("mnist-subset", null, ProgressListener.none())
          .first(IMAGES);

  @Test
  void fit_digitsAsPng_areTheRowsOfTheTestSet() throws IOException {
    for (int i = 0; i < IMAGES; i++) {
      byte[] row = row(i);
      byte[] inverted = new byte[row.length];
      for (int p = 0; p < row.length; p++) {
        inverted[p] = (byte) (WHITE - Byte.toUnsignedInt(row[p]));
      }

      assertThat(fit(grey(row))).as("image %d", i).isEqualTo(row);
      assertThat(fit(grey(inverted))).as("image %d inverted", i).isEqualTo(row);
    }
  }

  /** Six times as large, dark on light, somewhere on a page. */
  @Test
  void fit_digitsOnPaper_comeBackNearlyAsTheyWere() throws IOException {
    double difference = 0;
    double ink = 0;
    for (int i = 0; i < 40; i++) {
      BufferedImage page = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
      Graphics2D pen = page.createGraphics();
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      pen.drawImage(grey(row(i)), 40 + i, 30 + i / 2, 6 * SIDE, 6 * SIDE, null);
      pen.setXORMode(Color.WHITE);
      pen.setColor(Color.BLACK);
      pen.fillRect(0, 0, page.getWidth(), page.getHeight());
      pen.dispose();
      byte[] row = row(i);
      byte[] digit = fit(page);
      for (int p = 0; p < row.length; p++) {
        difference += Math.abs(Byte.toUnsignedInt(digit[p]) - Byte.toUnsignedInt(row[p]));
        ink += Byte.toUnsignedInt(row[p]);
      }
    }
    // The edges are softer now.
    assertThat(difference / ink).isLessThan(0.3);
  }

  private static byte[] row(int index) {
    byte[] pixels = new byte[SIDE * SIDE];
    TEST.copyPixels(index, pixels);
    return pixels;
  }

  private static BufferedImage grey(byte[] pixels) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, SIDE, SIDE, pixels);
    return image;
  }

  private static byte[] fit(BufferedImage image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return PictureFit.DIGIT.pixels(
        "some.png", png.toByteArray(), 1_000_000, ImageShape.grey(SIDE, SIDE));
  }
}
