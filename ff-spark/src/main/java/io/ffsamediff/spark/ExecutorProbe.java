package io.ffsamediff.spark;

import io.ffsamediff.device.DeviceException;
import java.util.ServiceConfigurationError;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Whether an executor can do its part: asked before anything is trained. */
final class ExecutorProbe {

  private static final long MIB = 1L << 20;

  private ExecutorProbe() {}

  /**
   * Multiplies two small matrices, and counts memory.
   *
   * @param shares that an executor has
   * @param neededBytes of memory outside of the heap that they take
   * @return true
   * @throws DeviceException if a native library does not load, or there is too little memory
   */
  static boolean check(int shares, long neededBytes) {
    String where =
        "executor on %s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
    multiply(where);
    long limit = Pointer.maxPhysicalBytes();
    long left = limit - Pointer.physicalBytes();
    if (limit > 0 && neededBytes > left) {
      throw new DeviceException(
          "%s: expected %d MiB of memory for its rows (%d shares of them), received %d MiB of %d. Take more executors, or raise spark.executor.memoryOverhead."
              .formatted(where, neededBytes / MIB, shares, left / MIB, limit / MIB));
    }
    return true;
  }

  private static void multiply(String where) {
    float product;
    try (INDArray a = Nd4j.ones(DataType.FLOAT, 2, 2);
        INDArray square = a.mmul(a)) {
      product = square.getFloat(0);
    } catch (LinkageError | ServiceConfigurationError | RuntimeException e) {
      throw new DeviceException(
          "%s: expected ND4J's native library for this platform, received %s. Give its jars by spark.jars or spark.executor.extraClassPath, or submit a jar that was built for it."
              .formatted(where, root(e)));
    }
    if (product != 2) {
      throw new DeviceException(
          "%s: expected 2 as the product of ones, received %s. Take this machine out of the cluster."
              .formatted(where, product));
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
