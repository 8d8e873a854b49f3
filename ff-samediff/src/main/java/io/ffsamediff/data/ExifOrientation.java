package io.ffsamediff.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/*
 * A JPEG file is a row of segments, each with a marker, two bytes, and its length, two bytes, until
 * the scan begins. Exif is a segment APP1 of "Exif\0\0" and a TIFF file: byte order, 42, the offset
 * of a directory; that has the number of its entries and for each a tag, a type, a count and a
 * value. [CIPA DC-008-2019, sections 4.5.2, 4.6.4 and 4.7.2; orientation in 4.6.4]
 */
/** Which way up a camera was held, as it notes it in a JPEG file. */
final class ExifOrientation {

  /** The first row is the top and the first column the left side. */
  private static final int UPRIGHT = 1;

  private static final int MOST = 8;
  private static final int APP1 = 0xFFE1;
  private static final int SCAN = 0xFFDA;
  private static final int TAG = 0x112;
  private static final int SHORT = 3;
  private static final int ENTRY_BYTES = 12;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] START = {(byte) 0xFF, (byte) 0xD8};

  private ExifOrientation() {}

  /** The orientation that {@code file} notes, 1 to 8; 1 where it notes none. */
  static int of(byte[] file) {
    if (!Arrays.equals(Arrays.copyOf(file, START.length), START)) {
      return UPRIGHT;
    }
    try {
      ByteBuffer jpeg = ByteBuffer.wrap(file).position(START.length);
      while (true) {
        int marker = Short.toUnsignedInt(jpeg.getShort());
        int length = Short.toUnsignedInt(jpeg.getShort()) - Short.BYTES;
        if (marker == SCAN || length < 0) {
          return UPRIGHT;
        }
        ByteBuffer segment = jpeg.slice(jpeg.position(), length);
        if (marker == APP1 && isExif(segment)) {
          return inTiff(segment.slice());
        }
        jpeg.position(jpeg.position() + length);
      }
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return UPRIGHT; // damaged; the decoder will say so where it matters
    }
  }

  private static boolean isExif(ByteBuffer segment) {
    byte[] name = new byte[EXIF.length];
    if (segment.remaining() < name.length) {
      return false;
    }
    segment.get(name);
    return Arrays.equals(name, EXIF);
  }

  private static int inTiff(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + Short.BYTES + i * ENTRY_BYTES;
      if (tiff.getShort(entry) == TAG && tiff.getShort(entry + 2) == SHORT) {
        int orientation = tiff.getShort(entry + 8);
        return orientation < UPRIGHT || orientation > MOST ? UPRIGHT : orientation;
      }
    }
    return UPRIGHT;
  }

  /**
   * The picture as the photographer saw it.
   *
   * @param orientation 1 to 8: where the stored rows and columns begin
   */
  static Picture upright(Picture stored, int orientation) {
    if (orientation == UPRIGHT) {
      return stored;
    }
    boolean turned = orientation >= 5;
    int height = turned ? stored.width() : stored.height();
    int width = turned ? stored.height() : stored.width();
    int[] argb = new int[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        argb[y * width + x] = stored.argb()[place(stored, orientation, y, x)];
      }
    }
    return new Picture(height, width, argb);
  }

  /** Where the pixel is stored that is seen in row {@code y} and column {@code x}. */
  private static int place(Picture stored, int orientation, int y, int x) {
    int bottom = stored.height() - 1;
    int right = stored.width() - 1;
    return switch (orientation) {
      case 2 -> y * stored.width() + right - x;
      case 3 -> (bottom - y) * stored.width() + right - x;
      case 4 -> (bottom - y) * stored.width() + x;
      case 5 -> x * stored.width() + y;
      case 6 -> (bottom - x) * stored.width() + y;
      case 7 -> (bottom - x) * stored.width() + right - y;
      default -> x * stored.width() + right - y;
    };
  }
}
