package io.ffsamediff.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads PNG and JPEG files; their content decides, not their name. A file of another kind, a
 * damaged one and one of too many pixels is refused before memory is taken for its pixels.
 */
public final class PictureReader {

  /** Bytes of a file: far more than a camera writes. */
  public static final int MOST_BYTES = 64 << 20;

  /** Pixels of a picture: a few hundred bytes of PNG can ask for billions. */
  public static final int MOST_PIXELS = 64_000_000;

  /** PNG (Portable Network Graphics) Specification, 5.2: the signature. */
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** ITU-T T.81, B.1.1.3: start of image, and the first byte of the next marker. */
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private static final Set<String> FORMATS = Set.of("png", "jpeg");
  private static final String ADVICE = "Convert it to PNG.";

  private PictureReader() {}

  /**
   * Reads a file.
   *
   * @throws DataException if it cannot be read, is damaged, too large or neither PNG nor JPEG
   */
  public static Picture read(Path file) {
    return read(file.toString(), bytes(file));
  }

  /** Whether a file begins as PNG or JPEG files do; not where it cannot be read. */
  public static boolean isPicture(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(PNG.length);
      return Arrays.equals(start, PNG)
          || (start.length >= JPEG.length
              && Arrays.equals(Arrays.copyOf(start, JPEG.length), JPEG));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The bytes of a file that may be a picture.
   *
   * @throws DataException if it cannot be read, or is too large for one
   */
  public static byte[] bytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new DataException(file + ": expected a picture, received a folder. Name the file.");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw problem(
            file.toString(),
            "a picture of at most %,d bytes".formatted(MOST_BYTES),
            "%,d bytes".formatted(Files.size(file)),
            "Make it smaller.");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DataException(
          file + ": expected a picture, received nothing of that name. Check the path.", e);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable picture, received an error (%s). Check its permissions."
              .formatted(file, e),
          e);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param where what messages call it
   * @throws DataException as {@link #read(Path)}
   */
  public static Picture read(String where, byte[] bytes) {
    return read(where, bytes, MOST_PIXELS);
  }

  /**
   * Reads bytes that came from anywhere.
   *
   * @param where what messages call it
   * @param mostPixels that the picture may have; while it is read, a pixel takes up to 12 bytes
   * @throws DataException as {@link #read(Path)}
   */
  public static Picture read(String where, byte[] bytes, int mostPixels) {
    try (ImageInputStream stream =
        ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = reader(where, stream);
      try {
        reader.setInput(stream, true, true);
        return decode(where, reader, mostPixels);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // The decoders throw all kinds of exceptions at damaged files.
      throw e instanceof DataException known
          ? known
          : problem(
              where,
              "a sound PNG or JPEG picture in grey or RGB",
              "one that cannot be decoded (%s)".formatted(reason(e)),
              ADVICE);
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : CsvPlace.shown(message);
  }

  private static ImageReader reader(String where, ImageInputStream stream) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
      reader.dispose();
    }
    throw problem(where, "a PNG or JPEG picture", "another kind of file", ADVICE);
  }

  private static Picture decode(String where, ImageReader reader, int mostPixels)
      throws IOException {
    int height = reader.getHeight(0);
    int width = reader.getWidth(0);
    if (height < 1 || width < 1 || (long) height * width > mostPixels) {
      throw problem(
          where,
          "a picture of 1 to %,d pixels".formatted(mostPixels),
          "%d x %d".formatted(height, width),
          "Make it smaller.");
    }
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    Picture picture = picture(reader.read(0));
    if (warnings.stream().anyMatch(PictureReader::isTruncation)) {
      throw problem(where, "a whole picture", "one that is cut off", "Get the file again.");
    }
    return picture;
  }

  /** The JPEG decoder fills what is missing with grey and goes on. */
  private static boolean isTruncation(String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    return text.contains("premature end") || text.contains("truncated file");
  }

  private static Picture picture(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    boolean grey =
        image.getColorModel().getNumColorComponents() == 1
            && !(image.getColorModel() instanceof IndexColorModel);
    int[] argb = grey ? grey(image) : image.getRGB(0, 0, width, height, null, 0, width);
    return new Picture(height, width, argb);
  }

  /**
   * The samples as they are: Java takes grey for linear light and would brighten it, which no other
   * program does.
   */
  private static int[] grey(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int depth = image.getColorModel().getComponentSize(0);
    boolean hasAlpha = image.getColorModel().hasAlpha();
    int[] argb = new int[image.getHeight() * width];
    for (int i = 0; i < argb.length; i++) {
      int grey = to8Bits(raster.getSample(i % width, i / width, 0), depth);
      int alpha = hasAlpha ? to8Bits(raster.getSample(i % width, i / width, 1), depth) : 255;
      argb[i] = alpha << 24 | grey << 16 | grey << 8 | grey;
    }
    return argb;
  }

  private static int to8Bits(int sample, int depth) {
    return depth == 8 ? sample : Math.round(sample * 255f / ((1 << depth) - 1));
  }

  private static DataException problem(
      String where, String expected, String received, String advice) {
    return new DataException(
        "%s: expected %s, received %s. %s".formatted(where, expected, received, advice));
  }
}
