package io.ffsamediff.data;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of a float array, without a copy, for code that reads and writes it from Java; not
 * valid after the array is closed. On CUDA an array lives on the host and on the device, and is
 * copied over where the other side has changed it; on the CPU nothing is to be done.
 */
public final class HostFloats {

  private final INDArray array;
  private final FloatBuffer buffer;

  /**
   * The memory of {@code array}.
   *
   * @param array dense and in row order, a view or not, of at most 2 GiB
   * @throws IllegalArgumentException if it is not such
   */
  public HostFloats(INDArray array) {
    if (array.dataType() != DataType.FLOAT || !isDense(array)) {
      throw new IllegalArgumentException(
          "expected dense floats in row order, received " + array.shapeInfoToString());
    }
    this.array = array;
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    this.buffer =
        new FloatPointer(array.data().addressPointer())
            .capacity(array.length())
            .asByteBuffer()
            .asFloatBuffer();
  }

  private static boolean isDense(INDArray array) {
    long stride = 1;
    for (int d = array.rank() - 1; d >= 0; d--) {
      if (array.size(d) != 1 && array.stride(d) != stride) {
        return false;
      }
      stride *= array.size(d);
    }
    return true;
  }

  /** Number of floats. */
  public int length() {
    return buffer.capacity();
  }

  /** The floats as they are now; to be read before the array changes again. */
  public FloatBuffer read() {
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    return buffer;
  }

  /** The floats as they are now; to be written before any op reads the array. */
  public FloatBuffer write() {
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    return buffer;
  }
}
