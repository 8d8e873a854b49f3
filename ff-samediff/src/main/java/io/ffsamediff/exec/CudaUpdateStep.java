package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.kernel.KernelSource;
import java.util.Map;

/** The kernel of {@link CudaUpdate}, compiled. */
final class CudaUpdateStep {

  private final CudaSession session;
  private final KernelSource source;

  /** Of an optimiser. */
  CudaUpdateStep(CudaSession session, OptimizerConfig optimizer) {
    this.session = session;
    this.source = KernelSource.of(CudaUpdate.of(optimizer), session.dialect());
  }

  /** Updates all parameters; {@code given} has the numbers of the step. */
  void run(CudaParameters parameters, CudaNumbers given) {
    Map<String, GpuSlice> arrays = parameters.updated();
    arrays.put(CudaUpdate.RATE, given.of(CudaUpdate.RATE));
    arrays.put(CudaUpdate.DECAY, given.of(CudaUpdate.DECAY));
    session.launch(source, parameters.length(), arrays);
  }
}
