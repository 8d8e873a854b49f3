package io.ffsamediff.report;

import io.ffsamediff.data.Thumbnail;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Images of a data set as pictures. */
final class Pixels {

  private Pixels() {}

  /** The image as it is, a pixel for each of its own. */
  static BufferedImage picture(Thumbnail image) {
    int width = image.shape().width();
    int height = image.shape().height();
    if (image.shape().channels() == 1) {
      BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      // Levels are as a screen shows them; setRGB would take them for amounts of light.
      byte[] levels = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
      System.arraycopy(image.pixels(), 0, levels, 0, levels.length);
      return grey;
    }
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.shape().plane(); i++) {
      picture.setRGB(i % width, i / width, image.rgb(i));
    }
    return picture;
  }

  /** As {@link #picture}, for drawing with colours as a screen shows them. */
  static BufferedImage rgb(Thumbnail image) {
    int width = image.shape().width();
    BufferedImage picture =
        new BufferedImage(width, image.shape().height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.shape().plane(); i++) {
      picture.setRGB(i % width, i / width, image.rgb(i));
    }
    return picture;
  }
}
