package io.ffsamediff.report;

import io.ffsamediff.data.Thumbnail;
import io.ffsamediff.run.ExampleImages;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.IntFunction;

/** A few training examples with their labels as a picture, as the Keras example shows them. */
final class ExampleGrid {

  private static final int SIDE = 168;
  private static final int GAP = 16;
  private static final int CAPTION = 32;

  private ExampleGrid() {}

  /**
   * The examples side by side.
   *
   * @param names names of the classes
   */
  static BufferedImage draw(ExampleImages images, IntFunction<String> names) {
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
      ExampleImages.Example example = images.examples().get(i);
      int left = GAP + i * (SIDE + GAP);
      drawCaption(pen, "Label: " + names.apply(example.label()), left);
      Thumbnail pixels = new Thumbnail(images.shape(), example.pixels()).within(SIDE);
      pen.drawImage(Pixels.rgb(pixels), left, CAPTION, SIDE, SIDE, null);
    }
    pen.dispose();
    return picture;
  }

  private static void drawCaption(Graphics2D pen, String caption, int left) {
    FontMetrics font = pen.getFontMetrics();
    pen.setColor(Color.DARK_GRAY);
    int indent = Math.max(0, (SIDE - font.stringWidth(caption)) / 2);
    pen.drawString(caption, left + indent, CAPTION - 10);
  }
}
