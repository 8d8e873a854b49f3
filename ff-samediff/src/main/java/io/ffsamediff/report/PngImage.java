package io.ffsamediff.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes drawings as PNG files. */
public final class PngImage {

  private static final Logger LOG = LoggerFactory.getLogger(PngImage.class);

  private PngImage() {}

  /**
   * What {@code drawing} draws, as a PNG file.
   *
   * @throws PictureException if this Java cannot draw
   */
  public static byte[] of(Supplier<BufferedImage> drawing) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      ImageIO.setUseCache(false); // else each picture goes through a file
      ImageIO.write(drawing.get(), "png", out);
      return out.toByteArray();
    } catch (IOException | RuntimeException e) {
      throw new PictureException(e);
    }
  }

  /**
   * What {@code drawing} draws, as an address that a page can have in itself; empty if this Java
   * cannot draw.
   */
  static String address(Supplier<BufferedImage> drawing) {
    try {
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(of(drawing));
    } catch (LinkageError | PictureException e) {
      LOG.warn("A picture of the report was left out: {}", e.toString());
      return "";
    }
  }
}
