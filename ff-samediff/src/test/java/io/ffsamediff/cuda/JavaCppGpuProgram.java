package io.ffsamediff.cuda;

import java.util.Arrays;
import java.util.List;

/** The process of {@link JavaCppGpuTest}: uses all of a device and prints what it finds. */
final class JavaCppGpuProgram {

  private static final String CODE =
      """
      extern "C" __global__ void scale(float* x, float factor, long long all, int from) {
        for (long long i = from + threadIdx.x; i < all; i += blockDim.x) x[i] *= factor;
      }
      """;
  private static final GpuSource SCALE = new GpuSource("scale", CODE);
  private static final int FLOATS = 8;

  private JavaCppGpuProgram() {}

  public static void main(String[] arguments) {
    try (JavaCppGpu gpu = JavaCppGpu.open(0)) {
      say("facts", gpu.facts());
      try (GpuMemory x = gpu.allocate("x", FLOATS * Float.BYTES);
          PinnedMemory host = gpu.pin("host", 2 * FLOATS * Float.BYTES)) {
        copies(gpu, x, host);
        kernels(gpu, x, host);
      }
      products(gpu);
      failing("too much", () -> gpu.allocate("weights", 2_000_000).close());
      failing("no entry", () -> gpu.load(new GpuSource("other", CODE)).close());
      failing(
          "no algorithm",
          () -> gpu.product(new ProductShape(2, 13, 3, false, false, Precision.F32)).close());
    }
    failing("no device", () -> JavaCppGpu.open(1).close());
    JavaCppGpu careless = JavaCppGpu.open(0);
    careless.allocate("forgotten", 4);
    failing("open handles", careless::close);
    failing("after close", careless::synchronize);
    JavaCppGpu captures = JavaCppGpu.open(0);
    GpuMemory x = captures.allocate("x", 4);
    captures.beginCapture();
    captures.clear(x, 0, 1);
    failing("closed capture", captures::close);
  }

  private static void copies(Gpu gpu, GpuMemory x, PinnedMemory host) {
    host.floats().put(new float[] {9, 9, 1, 2, 3, 4, 9, 9});
    gpu.clear(x, 0, FLOATS);
    gpu.upload(host, 2, x, 0, 4);
    gpu.copy(x, 1, x, 4, 2);
    gpu.clear(x, 0, 1);
    say("copies", read(gpu, x, host));
  }

  private static void kernels(Gpu gpu, GpuMemory x, PinnedMemory host) {
    try (GpuKernel scale = gpu.load(SCALE)) {
      ones(gpu, x, host);
      launch(gpu, scale, 0, x, 2.5f, 4, 1);
      say("launch", read(gpu, x, host));
      ones(gpu, x, host);
      gpu.beginCapture();
      launch(gpu, scale, 65536, x, 2f, 7, 0);
      gpu.clear(x, 0, 1);
      try (GpuGraph graph = gpu.endCapture()) {
        say("captured", read(gpu, x, host));
        gpu.replay(graph);
        gpu.replay(graph);
        say("replayed", read(gpu, x, host));
      }
    }
  }

  /** From the second value of the memory on. */
  private static void launch(
      Gpu gpu, GpuKernel scale, int shared, GpuMemory x, float factor, long all, int from) {
    gpu.launch(
        scale,
        new LaunchShape(3, 128, shared),
        List.of(
            new KernelArgument.Memory(x.from(1)),
            new KernelArgument.Float(factor),
            new KernelArgument.Long(all),
            new KernelArgument.Int(from)));
  }

  private static void ones(Gpu gpu, GpuMemory x, PinnedMemory host) {
    float[] ones = new float[FLOATS];
    Arrays.fill(ones, 1);
    host.floats().put(ones);
    gpu.upload(host, 0, x, 0, FLOATS);
  }

  private static String read(Gpu gpu, GpuMemory x, PinnedMemory host) {
    gpu.download(x, 0, host, FLOATS, FLOATS);
    gpu.synchronize();
    float[] values = new float[FLOATS];
    host.floats().position(FLOATS).get(values);
    return Arrays.toString(values);
  }

  private static void products(Gpu gpu) {
    for (Precision precision : Precision.values()) {
      for (int transposed = 0; transposed < 4; transposed++) {
        ProductShape shape =
            new ProductShape(3, 5, 2, (transposed & 1) != 0, (transposed & 2) != 0, precision);
        boolean equal = equal(gpu, shape, 0) && equal(gpu, shape, 1);
        say("product " + shape, equal ? "equal" : "different");
      }
    }
  }

  /** Whether 2 C + op(A) op(B) is that of a plain loop, with A, B and C from a value on. */
  private static boolean equal(Gpu gpu, ProductShape shape, int from) {
    int length = 16;
    try (GpuMemory memory = gpu.allocate("a, b and c", 3L * (length + from) * Float.BYTES);
        PinnedMemory host = gpu.pin("a, b and c", 3L * length * Float.BYTES);
        GpuProduct product = gpu.product(shape)) {
      float[] values = new float[3 * length];
      for (int i = 0; i < values.length; i++) {
        values[i] = i * 7 % 13 - 5;
      }
      host.floats().put(values);
      gpu.upload(host, 0, memory, from, values.length);
      gpu.multiply(
          product,
          memory.from(from),
          memory.from(from + length),
          memory.from(from + 2 * length),
          2);
      gpu.download(memory, from, host, 0, values.length);
      gpu.synchronize();
      float[] results = new float[values.length];
      host.floats().get(results);
      return Arrays.equals(results, expected(shape, values, length));
    }
  }

  private static float[] expected(ProductShape shape, float[] values, int length) {
    float[] results = values.clone();
    for (int row = 0; row < shape.m(); row++) {
      for (int column = 0; column < shape.n(); column++) {
        float sum = 0;
        for (int i = 0; i < shape.k(); i++) {
          int a = shape.transposeA() ? i * shape.m() + row : row * shape.k() + i;
          int b = shape.transposeB() ? column * shape.k() + i : i * shape.n() + column;
          sum += values[a] * values[length + b];
        }
        results[2 * length + row * shape.n() + column] =
            sum + 2 * values[2 * length + row * shape.n() + column];
      }
    }
    return results;
  }

  private static void failing(String topic, Runnable work) {
    try {
      work.run();
      say(topic, "no failure");
    } catch (GpuException | IllegalStateException e) {
      say(topic, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static void say(String topic, Object value) {
    System.out.println(topic + ": " + value);
  }
}
