package io.ffsamediff.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.device.ComputeCapability;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingGpuTest {

  private static final GpuSource STEP =
      new GpuSource(
          "step",
          """
          __device__ float square(float a) { return a * a; }
          extern "C" __global__ void __launch_bounds__(128) step(
              const float* __restrict__ x,
              float* y,
              int rows, float rate, long long all) {}
          """);

  private final RecordingGpu gpu = new RecordingGpu(1000);

  @Test
  void log_work_isInOrderWithRanges() {
    try (GpuMemory x = gpu.allocate("x", 40);
        GpuMemory y = gpu.allocate("y", 80);
        PinnedMemory host = gpu.pin("host", 40);
        GpuKernel step = gpu.load(STEP);
        GpuProduct product = gpu.product(new ProductShape(1, 2, 3, false, true, Precision.F32))) {
      gpu.upload(host, 2, x, 0, 8);
      gpu.clear(y, 0, 20);
      gpu.launch(step, new LaunchShape(2, 128, 16), arguments(x, y));
      gpu.multiply(product, x.all(), x.from(4), y.all(), 0.5f);
      gpu.copy(x, 0, x, 5, 5);
      gpu.download(y, 1, host, 0, 3);
      gpu.synchronize();
    }
    gpu.close();

    assertThat(gpu.log())
        .containsExactly(
            "allocate x: 40 bytes",
            "allocate y: 80 bytes",
            "pin host: 40 bytes",
            "load step",
            "prepare product 1 x 2 x 3 (B transposed, f32)",
            "upload host[2..10) -> x[0..8)",
            "clear y[0..20)",
            "launch step: 2 x 128, 16 bytes (x+0, y+0, 3, 0.1, 7)",
            "multiply 1 x 2 x 3 (B transposed, f32): x[0..3), x[4..10) -> y[0..2), beta 0.5",
            "copy x[0..5) -> x[5..10)",
            "download y[1..4) -> host[0..3)",
            "synchronize",
            "close product 1 x 2 x 3 (B transposed, f32)",
            "close step",
            "close host",
            "close y",
            "close x",
            "close device");
    assertThat(gpu.taken()).isZero();
    assertThat(gpu.mostTaken()).isEqualTo(120);
  }

  @Test
  void allocate_beyondTheMemory_fails() {
    GpuMemory first = gpu.allocate("weights", 900);

    assertThatThrownBy(() -> gpu.allocate("inputs", 101))
        .isInstanceOf(GpuMemoryException.class)
        .hasMessageStartingWith(
            "inputs: expected 101 bytes of free memory on the device, received 100");
    first.close();
    first.close();
    assertThat(gpu.freeBytes()).isEqualTo(1000);
    assertThat(gpu.allocate("inputs", 101).floats()).isEqualTo(25);
  }

  @Test
  void copies_outOfRange_areRefused() {
    GpuMemory x = gpu.allocate("x", 40);
    PinnedMemory host = gpu.pin("host", 400);

    assertThatThrownBy(() -> gpu.upload(host, 0, x, 1, 10))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("x: expected a range of at least 1 value within 10, received 10 values from 1");
    assertThatThrownBy(() -> gpu.download(x, 0, host, 91, 10))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> gpu.clear(x, Long.MAX_VALUE, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> gpu.clear(x, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> gpu.copy(x, 0, x, 4, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overlap");
    assertThatThrownBy(() -> x.from(11)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void multiply_matricesThatDoNotFit_areRefused() {
    GpuMemory x = gpu.allocate("x", 40);
    GpuMemory y = gpu.allocate("y", 40);
    GpuProduct product = gpu.product(new ProductShape(2, 5, 2, false, false, Precision.TF32));

    gpu.multiply(product, x.all(), x.all(), y.all(), 0);
    assertThatThrownBy(() -> gpu.multiply(product, x.all(), x.all(), y.from(1), 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> gpu.multiply(product, y.all(), x.all(), y.all(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void launch_argumentsThatDoNotFit_areRefused() {
    GpuMemory x = gpu.allocate("x", 40);
    GpuKernel step = gpu.load(STEP);
    LaunchShape shape = new LaunchShape(1, 1, 0);

    assertThatThrownBy(() -> gpu.launch(step, shape, arguments(x, x).subList(0, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "kernel step: expected arguments [Memory, Memory, Int, Float, Long],"
                + " received [Memory, Memory, Int, Float]");
    assertThatThrownBy(() -> new LaunchShape(1, 1025, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> gpu.load(new GpuSource("other", STEP.code())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other");
  }

  @Test
  void handles_closed_areNotUsed() {
    GpuMemory x = gpu.allocate("x", 40);
    x.close();
    GpuMemory foreign = new RecordingGpu(100).allocate("foreign", 40);

    assertThatThrownBy(() -> gpu.clear(x, 0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("x: expected an open handle of this device, received a closed or foreign one");
    assertThatThrownBy(() -> gpu.clear(foreign, 0, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void capture_work_isDoneWhenReplayed() {
    GpuMemory x = gpu.allocate("x", 40);
    gpu.beginCapture();
    gpu.clear(x, 0, 1);
    GpuGraph graph = gpu.endCapture();
    gpu.clearLog();

    gpu.replay(graph);
    gpu.replay(graph);

    assertThat(gpu.log()).containsExactly("replay", "  clear x[0..1)", "replay", "  clear x[0..1)");
    x.close();
    assertThatThrownBy(() -> gpu.replay(graph))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("x: expected an open handle");
  }

  @Test
  void capture_callsThatItDoesNotAllow_areRefused() {
    GpuMemory x = gpu.allocate("x", 40);
    assertThatThrownBy(gpu::endCapture).isInstanceOf(IllegalStateException.class);
    gpu.beginCapture();

    for (Runnable call :
        List.<Runnable>of(
            () -> gpu.allocate("y", 4), x::close, gpu::synchronize, gpu::beginCapture)) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("capture: expected work on the stream only, received a call to ");
    }
    assertThat(gpu.open()).containsExactly("x");
  }

  @Test
  void close_openHandles_closesAndNamesThem() {
    gpu.allocate("weights", 40);
    gpu.load(STEP);

    assertThatThrownBy(gpu::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "device: expected all handles to be closed before it, received 2 open: weights, step");
    assertThat(gpu.open()).isEmpty();
    gpu.close();
    assertThatThrownBy(gpu::synchronize).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void facts_workspace_isLargerFromHopperOn() {
    assertThat(gpu.facts().workspaceBytes()).isEqualTo(32 << 20);
    assertThat(
            new GpuFacts("RTX 4090", new ComputeCapability(8, 9), 128, 100 << 10, 1, "12.4", "12.9")
                .workspaceBytes())
        .isEqualTo(4 << 20);
  }

  private static List<KernelArgument> arguments(GpuMemory x, GpuMemory y) {
    return List.of(
        new KernelArgument.Memory(x.all()),
        new KernelArgument.Memory(y.all()),
        new KernelArgument.Int(3),
        new KernelArgument.Float(0.1f),
        new KernelArgument.Long(7));
  }
}
