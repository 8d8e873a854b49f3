package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.kernel.Dialect;
import java.util.Optional;

/** The executors for CUDA on {@link HostGpu}, for tests of those who use executors. */
public final class CudaOnHost {

  private static final long PLENTY = 1L << 30;

  private CudaOnHost() {}

  /** Executors whose layers train on a stand-in of their own. */
  public static NetworkExecutors executors(DeviceConfig device) {
    return executors(device, new HostGpu(PLENTY));
  }

  /** Executors whose layers train on {@code gpu}, which is closed with them. */
  public static NetworkExecutors executors(DeviceConfig device, HostGpu gpu) {
    return new NetworkExecutors(
        device, Optional.of(new CudaSession(gpu, Dialect.HOST, Precision.F32)));
  }
}
