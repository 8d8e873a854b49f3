package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

  @Test
  void doctor_quick_tellsMachineBlasAndChoice() {
    assertThat(doctor("--quick").lines())
        .anyMatch(line -> line.matches("machine +.+, \\d+ cores, .+ GiB"))
        .anyMatch(line -> line.matches("BLAS +openblas, \\w+ kernels, \\d+ threads"))
        .anyMatch(line -> line.matches(" +OMP_WAIT_POLICY=passive"))
        .anyMatch(line -> line.matches("bf16 +(yes|no): the processor has .+"))
        .anyMatch(line -> line.matches("backends +\\[cpu] in the class path"))
        .anyMatch(line -> line.matches("auto takes +cpu: .+"))
        .noneMatch(line -> line.startsWith("sgemm") || line.startsWith("warning"));
  }

  @Test
  void doctor_json_isOneDocumentWithTheRate() {
    JsonNode report = JsonMapper.shared().readTree(doctor("--json"));

    assertThat(report.at("/sgemmGflops").asDouble()).isPositive();
    assertThat(report.at("/blas/config").asString()).startsWith("OpenBLAS");
    assertThat(report.at("/auto/backend").asString()).isEqualTo("cpu");
    assertThat(report.at("/bf16/available").isBoolean()).isTrue();
    assertThat(report.at("/bf16/reason").asString()).startsWith("the processor has ");
    assertThat(report.at("/machine/cores").asInt())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  private static String doctor(String option) {
    return FfCall.of("doctor", option).worked().out();
  }
}
