package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.Golden;
import io.ffsamediff.config.LossConfig;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.cuda.GpuSource;
import io.ffsamediff.cuda.HostGpu;
import io.ffsamediff.cuda.NvrtcForTests;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import io.ffsamediff.kernel.Dialect;
import io.ffsamediff.kernel.DropKernel;
import io.ffsamediff.kernel.KernelSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CUDA C of the layers' kernels. */
class GeneratedKernelsTest {

  private static final int CLASSES = 10;
  private static final int ROWS = 1000;

  /** Layer 1 of the Keras example: read it to see what a card does. */
  @Test
  void kernels_ofTheUsualLayer_areAsCheckedIn() throws IOException {
    List<KernelSource> sources = pairs(Layers.mean(784, 500));

    Golden.checkResource("kernels/layer.cu", sources.get(0).code());
    Golden.checkResource("kernels/layer-sums.cu", sources.get(1).code());
    Golden.checkResource(
        "kernels/adam.cu", update(new OptimizerConfig.Adam(0.03, 0.9, 0.999, 1e-7)).code());
  }

  /** Turing, Ampere, Ada, Hopper, Blackwell. */
  @ParameterizedTest
  @ValueSource(strings = {"sm_75", "sm_80", "sm_86", "sm_89", "sm_90", "sm_100", "sm_120"})
  void kernels_ofAllKinds_compileForEachArchitecture(String architecture) {
    NvrtcForTests.assumeAvailable();
    for (KernelSource source : all()) {
      assertThat(NvrtcForTests.compile(new GpuSource(source.entry(), source.code()), architecture))
          .isNotEmpty();
    }
  }

  private static List<KernelSource> all() {
    LayerSpec mean = Layers.mean(784, 500);
    List<KernelSource> all = new ArrayList<>();
    for (int units : new int[] {1, 37, 2000, 20_000}) {
      all.addAll(pairs(Layers.mean(784, units)));
    }
    all.addAll(pairs(Layers.with(mean, new LossConfig.SwishSymba(6), null)));
    all.addAll(rows(Layers.with(mean, new LossConfig.Symba(4), null)));
    all.addAll(
        rows(
            Layers.with(mean, new LossConfig.Softplus(2), new PeerNormalizationConfig(0.03, 0.9))));
    all.add(update(new OptimizerConfig.AdamW(0.03, 0.9, 0.999, 1e-7, 0.5)));
    all.add(update(new OptimizerConfig.Sgd(0.1, 0.9, false, 0.1)));
    all.add(update(new OptimizerConfig.Sgd(0.1, 0.9, true, 0)));
    all.addAll(
        sources(
            mean, new CudaLayerPlans.Form(CudaRows.Form.NEUTRAL, ROWS, 10, false, false, true)));
    all.addAll(
        sources(CudaHeadExecutor.devicePlan(new HeadSpec(List.of(2, 3), List.of(500, 37), 10), 7)));
    all.add(KernelSource.of(CudaMovingAverage.kernel(), Dialect.CUDA));
    all.add(DropKernel.of(2000, Dialect.CUDA));
    return all;
  }

  private static KernelSource update(OptimizerConfig optimizer) {
    return KernelSource.of(CudaUpdate.of(optimizer), Dialect.CUDA);
  }

  private static List<KernelSource> pairs(LayerSpec spec) {
    return sources(
        spec, new CudaLayerPlans.Form(CudaRows.Form.PAIRS, ROWS, CLASSES, true, false, true));
  }

  private static List<KernelSource> rows(LayerSpec spec) {
    return sources(spec, new CudaLayerPlans.Form(CudaRows.Form.ROWS, ROWS, 0, true, true, true));
  }

  private static List<KernelSource> sources(LayerSpec spec, CudaLayerPlans.Form form) {
    try (CudaSession session =
        new CudaSession(new HostGpu(1L << 30), Dialect.CUDA, Precision.F32)) {
      return sources(new CudaLayerPlans(session, spec).devicePlan(form));
    }
  }

  private static List<KernelSource> sources(DevicePlan plan) {
    List<KernelSource> sources = new ArrayList<>();
    for (DeviceStep step : plan.steps()) {
      if (step instanceof DeviceStep.Run run) {
        KernelSource source = KernelSource.of(run.kernel(), Dialect.CUDA);
        sources.add(source);
        if (!source.summed().isEmpty()) {
          sources.add(source.sums(Dialect.CUDA));
        }
      }
    }
    return sources;
  }
}
