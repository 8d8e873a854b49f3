package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.compiler;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCompileProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcCreateProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcDestroyProgram;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBIN;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetCUBINSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetNumSupportedArchs;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTX;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetPTXSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLog;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetProgramLogSize;
import static org.bytedeco.cuda.global.nvrtc.nvrtcGetSupportedArchs;
import static org.bytedeco.cuda.global.nvrtc.nvrtcVersion;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** Compiles kernels by NVRTC; needs no device. */
final class KernelCompiler {

  private static final int LINES_OF_LOG = 20;

  private KernelCompiler() {}

  /** The CUDA that NVRTC is of, as in {@code 12.9}. */
  static String version() {
    int[] major = new int[1];
    int[] minor = new int[1];
    compiler("nvrtcVersion", nvrtcVersion(major, minor));
    return major[0] + "." + minor[0];
  }

  /** The architectures that NVRTC knows, as ten times the generation plus the revision. */
  static int[] known() {
    int[] number = new int[1];
    compiler("nvrtcGetNumSupportedArchs", nvrtcGetNumSupportedArchs(number));
    int[] known = new int[number[0]];
    compiler("nvrtcGetSupportedArchs", nvrtcGetSupportedArchs(known));
    return known;
  }

  /** With what a kernel is compiled; nothing in it trades exactness for speed. */
  static List<String> options(KernelTarget target) {
    return List.of("--gpu-architecture=" + target.architecture(), "--std=c++17");
  }

  /**
   * Compiles a kernel.
   *
   * @return machine code, or PTX that ends with a zero
   * @throws GpuException if the text has errors; it has NVRTC's first words
   */
  static byte[] compile(GpuSource source, KernelTarget target) {
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer code = new BytePointer(source.code(), StandardCharsets.UTF_8);
        BytePointer name = new BytePointer(source.entry() + ".cu", StandardCharsets.UTF_8)) {
      compiler(
          "nvrtcCreateProgram",
          nvrtcCreateProgram(
              program, code, name, 0, (PointerPointer<?>) null, (PointerPointer<?>) null));
    }
    try {
      compile(program, source, target);
      return target.isPtx() ? ptx(program) : cubin(program);
    } finally {
      nvrtcDestroyProgram(program);
    }
  }

  private static void compile(_nvrtcProgram program, GpuSource source, KernelTarget target) {
    List<String> options = options(target);
    int result;
    try (PointerPointer<BytePointer> texts =
        new PointerPointer<>(options.toArray(String[]::new), StandardCharsets.UTF_8)) {
      result = nvrtcCompileProgram(program, options.size(), texts);
    }
    if (result == nvrtc.NVRTC_ERROR_COMPILATION) {
      throw new GpuException(
          "kernel %s: expected NVRTC to compile it for %s, received:%n%s"
              .formatted(source.entry(), target.architecture(), log(program)));
    }
    compiler("nvrtcCompileProgram of " + source.entry(), result);
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      compiler("nvrtcGetProgramLogSize", nvrtcGetProgramLogSize(program, size));
      byte[] log = new byte[Math.toIntExact(size.get())];
      compiler("nvrtcGetProgramLog", nvrtcGetProgramLog(program, log));
      return new String(log, StandardCharsets.UTF_8)
          .replace("\0", "")
          .lines()
          .limit(LINES_OF_LOG)
          .collect(Collectors.joining(System.lineSeparator()));
    }
  }

  private static byte[] cubin(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      compiler("nvrtcGetCUBINSize", nvrtcGetCUBINSize(program, size));
      byte[] code = new byte[Math.toIntExact(size.get())];
      compiler("nvrtcGetCUBIN", nvrtcGetCUBIN(program, code));
      return code;
    }
  }

  private static byte[] ptx(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      compiler("nvrtcGetPTXSize", nvrtcGetPTXSize(program, size));
      byte[] code = new byte[Math.toIntExact(size.get())];
      compiler("nvrtcGetPTX", nvrtcGetPTX(program, code));
      return code;
    }
  }
}
