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
    return new NetworkExecutors(
        device, Optional.of(new CudaSession(new HostGpu(PLENTY), Dialect.HOST, Precision.F32)));
  }
}
