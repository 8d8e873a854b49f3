package io.ffsamediff.spark;

import io.ffsamediff.device.DeviceException;
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
   * @param share the executor's
   * @param neededBytes of memory outside of the heap that a share takes
   * @return true
   * @throws DeviceException if a native library does not load, or there is too little memory
   */
  static boolean check(ShardSpec share, long neededBytes) {
    String where =
        "executor on %s %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
    try (INDArray a = Nd4j.ones(DataType.FLOAT, 2, 2);
        INDArray product = a.mmul(a)) {
      if (product.getFloat(0) != 2) {
        throw new DeviceException(
            where + ": expected 2 as the product of ones, received " + product.getFloat(0) + ".");
      }
    } catch (LinkageError | RuntimeException e) {
      throw e instanceof DeviceException known
          ? known
          : new DeviceException(
              "%s: expected ND4J's native library for its platform, received %s. Give the jars of that platform by spark.jars or spark.executor.extraClassPath."
                  .formatted(where, e));
    }
    long allowed = Pointer.maxPhysicalBytes();
    if (allowed > 0 && neededBytes > allowed) {
      throw new DeviceException(
          "%s, share %d: expected %d MiB of memory for its rows, received a limit of %d MiB. Take more partitions or executors, or raise spark.executor.memoryOverhead."
              .formatted(where, share.index(), neededBytes / MIB, allowed / MIB));
    }
    return true;
  }
}
