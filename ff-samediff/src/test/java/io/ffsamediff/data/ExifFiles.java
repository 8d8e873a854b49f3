package io.ffsamediff.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts Exif into JPEG files, for tests. */
final class ExifFiles {

  private ExifFiles() {}

  /** The file, with a note of the camera's orientation in the byte order of Intel. */
  static byte[] noted(byte[] jpeg, int orientation) {
    return noted(jpeg, orientation, ByteOrder.LITTLE_ENDIAN);
  }

  /** The file, with a note of the camera's orientation. */
  static byte[] noted(byte[] jpeg, int orientation, ByteOrder order) {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(order);
    tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x100).putShort((short) 4).putInt(1).putInt(90);
    tiff.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
    byte[] exif = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    int length = 2 + exif.length + tiff.capacity();
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 2 + length);
    file.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) length);
    file.put(exif).put(tiff.array()).put(jpeg, 2, jpeg.length - 2);
    return file.array();
  }
}
