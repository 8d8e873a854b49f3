package io.ffsamediff.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/** Encodes drawings as PNG files. */
public final class PngImage {

  private PngImage() {}

  /**
   * What {@code drawing} draws, as a PNG file.
   *
   * @throws PictureException if this Java cannot draw
   */
  public static byte[] of(Supplier<BufferedImage> drawing) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.write(drawing.get(), "png", out);
      return out.toByteArray();
    } catch (IOException | RuntimeException e) {
      throw new PictureException(e);
    }
  }
}
