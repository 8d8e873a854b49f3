package io.ffsamediff.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.device.ComputeCapability;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelCompilerTest {

  private static final String SCALE =
      """
      extern "C" __global__ void scale(float* x, float factor, long long all) {
        for (long long i = blockIdx.x * blockDim.x + threadIdx.x; i < all; i += gridDim.x * blockDim.x) {
          x[i] *= factor;
        }
      }
      """;

  /** {@code EM_CUDA}, the machine of ELF files with code for NVIDIA's GPUs. */
  private static final int CUDA_MACHINE = 190;

  @ParameterizedTest
  @ValueSource(ints = {75, 80, 86, 89, 90, 100, 120})
  void compile_knownArchitecture_givesItsMachineCode(int architecture) {
    NvrtcForTests.assumeAvailable();

    byte[] code = NvrtcForTests.compile(new GpuSource("scale", SCALE), "sm_" + architecture);

    ByteBuffer elf = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(Arrays.copyOf(code, 4)).isEqualTo(new byte[] {0x7f, 'E', 'L', 'F'});
    assertThat(elf.getShort(18)).isEqualTo((short) CUDA_MACHINE);
    assertThat(architecture(elf.getInt(48))).isEqualTo(architecture);
    assertThat(new String(code, StandardCharsets.ISO_8859_1)).contains(".text.scale");
  }

  /** Of the flags of the file: the lowest byte, from Blackwell on the next. */
  private static int architecture(int flags) {
    int lowest = flags & 0xff;
    return lowest >= 75 ? lowest : flags >> 8 & 0xff;
  }

  @Test
  void compile_computeArchitecture_givesPtxThatEndsWithZero() {
    NvrtcForTests.assumeAvailable();

    byte[] code = NvrtcForTests.compile(SCALE, "compute_90");

    assertThat(new String(code, StandardCharsets.US_ASCII))
        .contains(".target sm_90", ".entry scale(")
        .endsWith("\0");
  }

  @Test
  void compile_error_saysWhatTheCompilerSays() {
    NvrtcForTests.assumeAvailable();
    GpuSource broken = new GpuSource("scale", SCALE.replace("x[i]", "y[i]"));

    assertThatThrownBy(() -> NvrtcForTests.compile(broken, "sm_90"))
        .isInstanceOf(GpuException.class)
        .hasMessageStartingWith("kernel scale: expected NVRTC to compile it for sm_90, received:")
        .hasMessageContaining("scale.cu(3): error: identifier \"y\" is undefined");
  }

  @Test
  void compile_unknownArchitecture_isRefused() {
    NvrtcForTests.assumeAvailable();

    assertThatThrownBy(() -> NvrtcForTests.compile(SCALE, "sm_999"))
        .isInstanceOf(GpuException.class)
        .hasMessageContaining("nvrtcCompileProgram of kernel")
        .hasMessageContaining("NVRTC_ERROR_INVALID_OPTION");
  }

  @Test
  void known_ofNvrtc_letsEachGenerationFindItsTarget() {
    NvrtcForTests.assumeAvailable();
    int[] known = NvrtcForTests.known().stream().mapToInt(Integer::intValue).toArray();

    assertThat(KernelTarget.choose(new ComputeCapability(9, 0), known).architecture())
        .isEqualTo("sm_90");
    assertThat(KernelTarget.choose(new ComputeCapability(12, 0), known).architecture())
        .isEqualTo("sm_120");
  }

  @Test
  void choose_unknownRevision_takesPtxOfTheLatestBefore() {
    KernelTarget target = KernelTarget.choose(new ComputeCapability(9, 9), new int[] {75, 90, 100});

    assertThat(target.architecture()).isEqualTo("compute_90");
    assertThat(target.isPtx()).isTrue();
  }

  @Test
  void choose_deviceOlderThanAll_saysWhatIsKnown() {
    assertThatThrownBy(
            () -> KernelTarget.choose(new ComputeCapability(6, 1), new int[] {75, 90, 120}))
        .isInstanceOf(GpuException.class)
        .hasMessageContaining("(7.5, 9.0, 12.0), received 6.1");
  }
}
