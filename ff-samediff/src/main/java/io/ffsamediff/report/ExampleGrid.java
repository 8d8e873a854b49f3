package io.ffsamediff.report;

import io.ffsamediff.data.ImageShape;
import io.ffsamediff.run.ExampleImages;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A few training examples with their labels as a picture, as the Keras example shows them. */
final class ExampleGrid {

  private static final int SIDE = 168;
  private static final int GAP = 16;
  private static final int CAPTION = 32;

  private ExampleGrid() {}

  /**
   * The examples side by side as a PNG file.
   *
   * @throws PictureException if this Java cannot draw
   */
  static byte[] png(ExampleImages images) {
    return PngImage.of(() -> draw(images));
  }

  private static BufferedImage draw(ExampleImages images) {
    int count = Math.max(1, images.examples().size());
    BufferedImage picture =
        new BufferedImage(
            GAP + count * (SIDE + GAP), CAPTION + SIDE + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    for (int i = 0; i < images.examples().size(); i++) {
      drawExample(pen, images, images.examples().get(i), GAP + i * (SIDE + GAP));
    }
    pen.dispose();
    return picture;
  }

  private static void drawExample(
      Graphics2D pen, ExampleImages images, ExampleImages.Example example, int left) {
    String caption = "Label: " + example.label();
    FontMetrics font = pen.getFontMetrics();
    pen.setColor(Color.DARK_GRAY);
    pen.drawString(caption, left + (SIDE - font.stringWidth(caption)) / 2, CAPTION - 10);
    pen.drawImage(picture(images, example), left, CAPTION, SIDE, SIDE, null);
  }

  private static BufferedImage picture(ExampleImages images, ExampleImages.Example example) {
    ImageShape shape = images.shape();
    // The one plane of a grey image is its red, its green and its blue.
    int next = shape.channels() == 1 ? 0 : shape.plane();
    byte[] pixels = example.pixels();
    BufferedImage picture =
        new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < shape.plane(); i++) {
      int red = Byte.toUnsignedInt(pixels[i]);
      int green = Byte.toUnsignedInt(pixels[i + next]);
      int blue = Byte.toUnsignedInt(pixels[i + 2 * next]);
      picture.setRGB(i % shape.width(), i / shape.width(), red << 16 | green << 8 | blue);
    }
    return picture;
  }
}
