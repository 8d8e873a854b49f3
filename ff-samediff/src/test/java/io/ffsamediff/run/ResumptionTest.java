package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.ResumedConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumptionTest {

  private static final RunManifest BEFORE = RunFixture.manifest();

  @Test
  void differences_sameVersionsAndDevice_areNone() {
    assertThat(resumption(BEFORE.versions(), BEFORE.device()).differences(BEFORE)).isEmpty();
  }

  @Test
  void differences_otherBlasAndDevice_areNamedWithBothValues() {
    RunManifest.Versions then = BEFORE.versions();
    RunManifest.Versions now =
        new RunManifest.Versions(
            then.ff(), then.gitCommit(), then.jvm(), then.nd4j(), "OpenBLAS 9", "560.1", null);
    RunManifest.Device device = new RunManifest.Device("cuda", "a GPU", "asked for");

    assertThat(resumption(now, device).differences(BEFORE))
        .containsExactly(
            "BLAS %s, now OpenBLAS 9".formatted(then.blas()),
            "driver none, now 560.1",
            "device %s, now a GPU".formatted(BEFORE.device().name()));
  }

  private static Resumption resumption(RunManifest.Versions versions, RunManifest.Device device) {
    ResumedConfig config = ResumedConfig.of("config.json", RunFixture.CONFIG, List.of());
    RunManifest.Resume resume = new RunManifest.Resume(RunFixture.START, 0, List.of());
    RunManifest now = BEFORE.resumed(resume, versions, device, BEFORE.configHash());
    return new Resumption(config, config.config(), now);
  }
}
