package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.cuda.JavaCppGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.device.CudaBackend;
import io.ffsamediff.kernel.Dialect;
import java.util.Optional;

/** The CUDA device on which the layers of this process train, where it was started for that. */
public final class CudaDevice {

  private static final int MANY_IMAGES = 1000;

  private CudaDevice() {}

  /** Whether layers train on a CUDA device. */
  public static boolean isAsked() {
    return Boolean.getBoolean(CudaBackend.OWN_PROPERTY);
  }

  /**
   * A session on the device; none in other processes.
   *
   * @param precision of its products; bfloat16, the CPU's, is taken for TF32
   * @throws io.ffsamediff.cuda.GpuException if the device cannot be used
   */
  static Optional<CudaSession> session(MatmulPrecision precision) {
    return isAsked() ? Optional.of(open(precision)) : Optional.empty();
  }

  private static CudaSession open(MatmulPrecision precision) {
    Precision products = precision == MatmulPrecision.F32 ? Precision.F32 : Precision.TF32;
    return new CudaSession(JavaCppGpu.open(0), Dialect.CUDA, products);
  }

  /**
   * Whether a trial of so many images is done on the device: a few of them are answered sooner by
   * the host, which need not copy the parameters.
   */
  public static boolean isWorth(int images) {
    return isAsked() && images >= MANY_IMAGES;
  }

  /**
   * A session for evaluation, with products in float32, so that its figures are those of any other
   * machine.
   *
   * @throws io.ffsamediff.cuda.GpuException if the device cannot be used
   */
  static CudaSession evaluation() {
    return open(MatmulPrecision.F32);
  }

  /**
   * Seconds of one product as evaluation on the device computes it.
   *
   * @param m rows of the first factor
   * @param n columns of the second
   * @param k what is summed over
   * @throws io.ffsamediff.cuda.GpuException if the device cannot be used
   */
  public static double evaluationSeconds(int m, int n, int k) {
    try (CudaSession session = evaluation();
        CudaProducts product = CudaProducts.of(session, m, n, k)) {
      return product.seconds();
    }
  }

  /**
   * Trains a small layer on the device and on the CPU.
   *
   * @throws io.ffsamediff.cuda.GpuException if the device cannot be used
   * @throws io.ffsamediff.device.DeviceException if it computes something else
   */
  public static void check() {
    try (CudaSession session = open(MatmulPrecision.F32)) {
      new CudaCheck(session).run();
    }
  }
}
