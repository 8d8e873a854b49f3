package io.ffsamediff.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Makes pictures for tests. */
public final class PictureFiles {

  private PictureFiles() {}

  /** A picture of one colour. */
  public static BufferedImage filled(int type, int height, int width, int argb) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, argb);
      }
    }
    return image;
  }

  /** An 8-bit grey picture of exactly these samples. */
  public static BufferedImage grey(int height, int width, byte[] samples) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, width, height, samples);
    return image;
  }

  /** The bytes of a file in {@code format}: png, jpg or gif. */
  public static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes a PNG file and the folders that it is in. */
  public static Path png(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, encoded(image, "png"));
  }
}
