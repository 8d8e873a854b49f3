package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.GpuKernel;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.cuda.KernelArgument;
import io.ffsamediff.cuda.LaunchShape;
import io.ffsamediff.kernel.KernelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The kernel of {@link CudaUpdate}, compiled. */
final class CudaUpdateStep {

  private final CudaSession session;
  private final KernelSource source;
  private final GpuKernel kernel;

  /** Of an optimiser. */
  CudaUpdateStep(CudaSession session, OptimizerConfig optimizer) {
    this.session = session;
    this.source = KernelSource.of(CudaUpdate.of(optimizer), session.dialect());
    this.kernel = session.kernel(source);
  }

  /** Updates all parameters; {@code given} has the numbers of the step. */
  void run(CudaParameters parameters, CudaNumbers given) {
    Map<String, GpuSlice> arrays = parameters.updated();
    arrays.put(CudaUpdate.RATE, given.of(CudaUpdate.RATE));
    arrays.put(CudaUpdate.DECAY, given.of(CudaUpdate.DECAY));
    List<String> names = new ArrayList<>(source.inputs());
    names.addAll(source.stored());
    List<KernelArgument> arguments = new ArrayList<>();
    arguments.add(new KernelArgument.Int(parameters.length()));
    names.forEach(
        name -> arguments.add(new KernelArgument.Memory(Objects.requireNonNull(arrays.get(name)))));
    int processors = session.gpu().facts().multiprocessors();
    int blocks = source.blocks(parameters.length(), processors, 0);
    session.gpu().launch(kernel, new LaunchShape(blocks, source.threads(), 0), arguments);
  }
}
