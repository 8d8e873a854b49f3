package io.ffsamediff.kernel;

import java.util.List;
import java.util.Set;

/** The language of a kernel's text. */
public enum Dialect {

  /** CUDA C++, as NVRTC compiles it. */
  CUDA {
    @Override
    Geometry geometry(int units) {
      return Geometry.ofDevice(units);
    }

    @Override
    String prelude(int threads, Set<Reduction> reductions) {
      StringBuilder text = new StringBuilder(FUNCTIONS.replace("%s", ofFunctions()));
      reductions.forEach(reduction -> text.append(ofBlock(reduction, threads)));
      return text.toString();
    }

    @Override
    String ofFunctions() {
      return "__device__ __forceinline__";
    }

    private String ofBlock(Reduction reduction, int threads) {
      String ofWarps =
          threads == WARP
              ? "  return a;\n"
              : """
                  __shared__ float warps[%1$d];
                  __syncthreads();
                  if ((threadIdx.x & 31) == 0) warps[threadIdx.x >> 5] = a;
                  __syncthreads();
                  a = %2$s;
                  #pragma unroll
                  for (int w = 0; w < %1$d; ++w) %3$s
                  return a;
                """
                  .formatted(threads / WARP, reduction.start(), reduction.assign("a", "warps[w]"));
      return """
          __device__ __forceinline__ float %s(float a) {
            #pragma unroll
            for (int lanes = 16; lanes > 0; lanes >>= 1) %s
          """
              .formatted(
                  reduction.function(),
                  reduction.assign("a", "__shfl_xor_sync(0xffffffffu, a, lanes)"))
          + ofWarps
          + "}\n";
    }

    @Override
    String function(String name, int threads, List<String> parameters) {
      return "extern \"C\" __global__ void __launch_bounds__(%d) %s(%n    %s)"
          .formatted(
              threads, name, String.join(",\n    ", parameters).replace("%s", "__restrict__"))
          .replace("\r\n", "\n");
    }

    @Override
    String eachElement() {
      return "for (size_t i = (size_t) blockIdx.x * blockDim.x + threadIdx.x; i < all; i += (size_t) gridDim.x * blockDim.x)";
    }

    @Override
    void openBlock(Text text) {
      text.line("const int block = blockIdx.x;");
      text.line("const int blocks = gridDim.x;");
    }

    @Override
    void closeBlock(Text text) {
      // The function ends with it.
    }

    @Override
    void openUnits(Text text, Geometry geometry, int units) {
      if (geometry.kept()) {
        unroll(text);
      }
      text.open("for (int k = 0; k < %d; ++k)".formatted(geometry.perThread()));
      text.line("const int u = threadIdx.x + k * %d;".formatted(geometry.threads()));
      text.open("if (u < %d)".formatted(units));
    }

    @Override
    void closeUnits(Text text) {
      text.close();
      text.close();
    }

    @Override
    void unroll(Text text) {
      text.line("#pragma unroll");
    }

    @Override
    void addUp(Text text, int length) {
      text.line("__shared__ double slices[32][33];");
      text.line("const int lane = threadIdx.x & 31;");
      text.line("const int slice = threadIdx.x >> 5;");
      text.line("const int i = blockIdx.x * 32 + lane;");
      text.line("double slicesSum = 0.0;");
      text.open("if (i < %d)".formatted(length));
      text.line(
          "for (int b = slice; b < left; b += 32) slicesSum += partials[(size_t) b * %d + i];"
              .formatted(length));
      text.close();
      text.line("slices[slice][lane] = slicesSum;");
      text.line("__syncthreads();");
      text.open("if (slice == 0 && i < %d)".formatted(length));
      text.line("double all = 0.0;");
      text.line("for (int s = 0; s < 32; ++s) all += slices[s][lane];");
      text.line("const float sum = (float) all;");
    }

    @Override
    String own() {
      return "k";
    }

    @Override
    String firstThread() {
      return "if (threadIdx.x == 0) ";
    }

    @Override
    String shared() {
      return "__shared__ ";
    }

    @Override
    String ofBlock(Reduction reduction, String own) {
      return "%s(%s)".formatted(reduction.function(), own);
    }
  },

  /** C, for the host: what a block of threads does is done by one. */
  HOST {
    @Override
    Geometry geometry(int units) {
      return Geometry.ofHost(units);
    }

    @Override
    String prelude(int threads, Set<Reduction> reductions) {
      return "#include <math.h>\n#include <stddef.h>\n" + FUNCTIONS.replace("%s", ofFunctions());
    }

    @Override
    String ofFunctions() {
      return "static inline";
    }

    @Override
    String function(String name, int threads, List<String> parameters) {
      return "void %s(const int blocks,\n    %s)"
          .formatted(name, String.join(",\n    ", parameters).replace("%s", "restrict"));
    }

    @Override
    String eachElement() {
      return "for (size_t i = 0; blocks > 0 && i < all; ++i)";
    }

    @Override
    void openBlock(Text text) {
      text.open("for (int block = 0; block < blocks; ++block)");
    }

    @Override
    void closeBlock(Text text) {
      text.close();
    }

    @Override
    void openUnits(Text text, Geometry geometry, int units) {
      text.open("for (int u = 0; u < %d; ++u)".formatted(units));
    }

    @Override
    void closeUnits(Text text) {
      text.close();
    }

    @Override
    void unroll(Text text) {
      // The compiler decides.
    }

    @Override
    void addUp(Text text, int length) {
      text.open("for (int i = 0; blocks > 0 && i < %d; ++i)".formatted(length));
      text.line("double all = 0.0;");
      text.line(
          "for (int b = 0; b < left; ++b) all += partials[(size_t) b * %d + i];".formatted(length));
      text.line("const float sum = (float) all;");
    }

    @Override
    String own() {
      return "u";
    }

    @Override
    String firstThread() {
      return "";
    }

    @Override
    String shared() {
      return "";
    }

    @Override
    String ofBlock(Reduction reduction, String own) {
      return own;
    }
  };

  private static final int WARP = 32;

  private static final String FUNCTIONS =
      """
      %s float square(float a) { return a * a; }
      %s float sign(float a) { return a > 0.0f ? 1.0f : (a < 0.0f ? -1.0f : 0.0f); }
      """;

  /** How rows of {@code units} are shared by threads. */
  abstract Geometry geometry(int units);

  /** What goes before a kernel whose blocks have {@code threads} threads. */
  abstract String prelude(int threads, Set<Reduction> reductions);

  /** In front of a function that kernels call. */
  abstract String ofFunctions();

  /** The head of the kernel's function; {@code %s} in parameters is where restrict goes. */
  abstract String function(String name, int threads, List<String> parameters);

  /** The loop over the elements {@code i} of {@code all}. */
  abstract String eachElement();

  /** Begins what each block {@code block} of {@code blocks} does. */
  abstract void openBlock(Text text);

  /** Ends {@link #openBlock}. */
  abstract void closeBlock(Text text);

  /** Begins what is done for each unit {@code u}. */
  abstract void openUnits(Text text, Geometry geometry, int units);

  /** Ends {@link #openUnits}. */
  abstract void closeUnits(Text text);

  /** In front of a loop that is to be unrolled. */
  abstract void unroll(Text text);

  /**
   * Begins what is done with each of {@code length} numbers {@code i}, of which {@code left} blocks
   * have left {@code partials}: with {@code sum}, which is all of them.
   */
  abstract void addUp(Text text, int length);

  /** The index of a thread's values of unit {@code u}, among those of its units. */
  abstract String own();

  /** In front of what one thread of a block does. */
  abstract String firstThread();

  /** In front of what the threads of a block share. */
  abstract String shared();

  /** What the threads of a block have made of a row, each of its {@code own} units, together. */
  abstract String ofBlock(Reduction reduction, String own);
}
