package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.device.GpuDevice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TrialProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final GpuDevice GPU =
      new GpuDevice(0, "GPU-1", "card", "8.0", "550.54", "8192 MiB", false);

  /** The trial itself, on a class path whose only backend is the CPU's. */
  @Test
  void failure_backendThatIsNotCuda_isTold() {
    TrialProcess trial = new TrialProcess((backend, gpu) -> new SameStart());

    assertThat(trial.failure("cuda11", GPU))
        .contains("ND4J took its CPU backend, so CUDA's did not start");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void failure_childThatWorks_isNone() {
    assertThat(shell("echo warning; echo 'trial: works'")).isEmpty();
  }

  /** A driver may end the process after the answer, as it unloads. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void failure_childThatDiesBehindItsAnswer_isNone() {
    assertThat(shell("echo 'trial: works'; exit 139")).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void failure_childThatDies_tellsHow() {
    assertThat(shell("echo 'SIGSEGV in libcuda'; exit 134"))
        .contains("sh ended with 134: SIGSEGV in libcuda");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void failure_childThatSaysWhy_tellsThat() {
    assertThat(shell("echo noise; echo 'trial: failed: no libcublas.so.11'; exit 7"))
        .contains("no libcublas.so.11");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void failure_childThatHangs_isStoppedAndTold() {
    assertThat(shell("sleep 600", Duration.ofSeconds(1))).contains("sh gave no answer within 1 s");
    assertThat(ProcessHandle.current().descendants())
        .allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(LIMIT));
  }

  private static Optional<String> shell(String script) {
    return shell(script, LIMIT);
  }

  private static Optional<String> shell(String script, Duration limit) {
    return new TrialProcess((backend, gpu) -> new Shell(script), limit).failure("cuda11", GPU);
  }

  /** A script in the place of the engine. */
  private record Shell(String script) implements EngineStart {

    @Override
    public List<String> command(Class<?> main) {
      return List.of("sh", "-c", script);
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }
  }
}
