package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.exec.RandomLayer.Snapshot;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.kernel.Dialect;
import java.util.IdentityHashMap;
import java.util.function.BiFunction;

/** A layer on a stand-in for a CUDA device, beside the same layer on the CPU. */
final class CudaBeside implements AutoCloseable {

  private final RandomLayer layer;
  private final double tolerance;
  private final LayerParameters cpuParameters;
  private final LayerParameters cudaParameters;
  private final CudaSession session;
  private final CompiledExecutor cpu;
  private final CudaGraphExecutor cuda;
  private final IdentityHashMap<RowBlocks, Outputs> outputs = new IdentityHashMap<>();
  private double furthestApart;

  /**
   * Starts both from the layer's parameters.
   *
   * @param gpu closed with this
   * @param tolerance how far a value may be from the CPU's, for the largest to be 1
   */
  CudaBeside(RandomLayer layer, HostGpu gpu, Precision precision, double tolerance) {
    this.layer = layer;
    this.tolerance = tolerance;
    this.cpuParameters = new LayerParameters(layer.spec());
    this.cudaParameters = new LayerParameters(layer.spec());
    cpuParameters.set(layer.parameters());
    cudaParameters.set(layer.parameters());
    this.session = new CudaSession(gpu, Dialect.HOST, precision);
    this.cpu = new CompiledExecutor(cpuParameters, layer.optimizer(), 1, MatmulPrecision.F32);
    this.cuda = new CudaGraphExecutor(session, cudaParameters, layer.optimizer());
  }

  /** A step of both. */
  void step(RowBlocks rows) {
    compareSteps(GraphExecutor::step, rows);
  }

  /** A step of both that hands on what it has computed. */
  void stepAndHandOver(RowBlocks rows) {
    Outputs outputs = outputs(rows);
    compareSteps((executor, r) -> executor.stepAndHandOver(r, outputs.of(executor == cpu)), rows);
    outputs.compare();
  }

  /** Both hand on what they make of the rows. */
  void handOver(RowBlocks rows) {
    Outputs outputs = outputs(rows);
    cpu.handOver(rows, outputs.of(true));
    cuda.handOver(rows, outputs.of(false));
    outputs.compare();
  }

  private Outputs outputs(RowBlocks rows) {
    return outputs.computeIfAbsent(rows, Outputs::new);
  }

  /** What is handed on by both. */
  private final class Outputs {
    private final HiddenRows onCpu;
    private final HiddenRows onCuda;

    Outputs(RowBlocks rows) {
      this.onCpu = new HiddenRows(rows, layer.spec().units());
      this.onCuda = new HiddenRows(rows, layer.spec().units());
    }

    HiddenRows of(boolean cpu) {
      return cpu ? onCpu : onCuda;
    }

    void compare() {
      CudaBeside.this.compare("handed on", values(onCuda), values(onCpu), 0);
    }

    void close() {
      onCpu.close();
      onCuda.close();
    }
  }

  private void compareSteps(
      BiFunction<GraphExecutor, RowBlocks, StepStatistics> step, RowBlocks rows) {
    Snapshot cpuBefore = snapshot(cpu, cpuParameters);
    Snapshot cudaBefore = snapshot(cuda, cudaParameters);
    StepStatistics expected = step.apply(cpu, rows);
    StepStatistics found = step.apply(cuda, rows);
    compare("loss", found.loss(), expected.loss());
    compare("goodness", found.goodnessPositive(), expected.goodnessPositive());
    compare("goodness", found.goodnessNegative(), expected.goodnessNegative());
    double apart =
        compare(
            "gradient",
            layer.gradient(cudaBefore, snapshot(cuda, cudaParameters)),
            layer.gradient(cpuBefore, snapshot(cpu, cpuParameters)),
            layer.rounding(cpuBefore));
    furthestApart = Math.max(furthestApart, apart);
    compare("mean activity", doubles(cuda.meanActivity()), doubles(cpu.meanActivity()), 0);
  }

  /** The largest difference of a gradient so far, for its largest value to be 1. */
  double furthestApart() {
    return furthestApart;
  }

  /** Whether a small difference soon is a large one. */
  boolean driftsApart() {
    return session.precision() != Precision.F32
        || !(layer.optimizer() instanceof OptimizerConfig.Sgd);
  }

  /** The stand-in goes on from where the CPU is. */
  void restore() {
    cudaParameters.set(cpuParameters.toArray());
    cuda.restore(cpu.updaterState(), cpu.iteration());
    cuda.restoreMeanActivity(cpu.meanActivity());
  }

  private static Snapshot snapshot(GraphExecutor executor, LayerParameters parameters) {
    executor.publish();
    return new Snapshot(parameters.toArray(), executor.updaterState());
  }

  private static double[] values(HiddenRows rows) {
    return rows.all().dup('c').data().asDouble();
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private void compare(String what, double found, double expected) {
    assertThat(found).as(what).isCloseTo(expected, within(tolerance * (1 + Math.abs(expected))));
  }

  /** Compares; returns the largest difference, for the largest value to be 1. */
  private double compare(String what, double[] found, double[] expected, double besides) {
    double largest = 0;
    double apart = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      // Math.max hands NaN on.
      apart = Math.max(apart, Math.abs(found[i] - expected[i]));
    }
    assertThat(found).as(what).hasSameSizeAs(expected);
    assertThat(apart)
        .as("%s: largest difference, the largest value being %s", what, largest)
        .isLessThanOrEqualTo(tolerance * largest + besides);
    return largest == 0 ? 0 : apart / largest;
  }

  @Override
  public void close() {
    cpu.close();
    cuda.close();
    session.close();
    outputs.values().forEach(Outputs::close);
    cpuParameters.close();
    cudaParameters.close();
  }
}
