package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx10_2_512;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2_vnni_2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx_fp16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_fp16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_vnni;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_default;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_sse41;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class Bf16SupportTest {

  @Test
  void of_instructionSetsWithBf16_areAvailable() {
    Map.of(
            dnnl_cpu_isa_avx512_core_bf16, "the processor has AVX-512 bf16",
            dnnl_cpu_isa_avx512_core_fp16, "the processor has AVX-512 bf16",
            dnnl_cpu_isa_avx10_2_512, "the processor has AVX-512 bf16",
            dnnl_cpu_isa_avx512_core_amx, "the processor has AMX bf16",
            dnnl_cpu_isa_avx512_core_amx_fp16, "the processor has AMX bf16")
        .forEach(
            (set, reason) ->
                assertThat(Bf16Support.of(set)).isEqualTo(new Bf16Support(true, reason)));
  }

  @Test
  void of_olderInstructionSets_areNot() {
    Map.of(
            dnnl_cpu_isa_avx512_core_vnni, "up to AVX-512 VNNI",
            dnnl_cpu_isa_avx512_core, "up to AVX-512",
            dnnl_cpu_isa_avx2_vnni_2, "up to AVX2 VNNI",
            dnnl_cpu_isa_avx2, "up to AVX2",
            dnnl_cpu_isa_sse41, "up to SSE4.1",
            dnnl_cpu_isa_default, "another architecture")
        .forEach(
            (set, best) ->
                assertThat(Bf16Support.of(set))
                    .isEqualTo(
                        new Bf16Support(
                            false, "the processor has no bf16 instructions (%s)".formatted(best))));
  }

  @Test
  void without_tellsTheError() {
    assertThat(Bf16Support.without(new NoClassDefFoundError("org/bytedeco/dnnl")))
        .isEqualTo(
            new Bf16Support(
                false,
                "oneDNN cannot be loaded (java.lang.NoClassDefFoundError: org/bytedeco/dnnl)"));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void probe_agreesWithWhatLinuxSays() throws IOException {
    String flags =
        Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1).stream()
            .filter(line -> line.startsWith("flags"))
            .findFirst()
            .orElseThrow();

    assertThat(Bf16Probe.run().available())
        .isEqualTo(Arrays.asList(flags.split("\\s+", -1)).contains("avx512_bf16"));
  }
}
