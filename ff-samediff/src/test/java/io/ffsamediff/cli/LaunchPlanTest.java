package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.GpuDevice;
import io.ffsamediff.device.Machine;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchPlanTest {

  private static final long GIB = 1L << 30;

  @TempDir private Path home;

  @Test
  void environment_nothingSet_isThreadsAndPassiveWaiting() {
    assertThat(plan("auto", 8 * GIB, Map.of()).environment())
        .containsOnly(Map.entry("OMP_NUM_THREADS", "6"), Map.entry("OMP_WAIT_POLICY", "passive"));
  }

  @Test
  void environment_threadsGiven_takesThem() {
    assertThat(plan("3", 8 * GIB, Map.of()).environment()).containsEntry("OMP_NUM_THREADS", "3");
  }

  @Test
  void environment_setByTheUser_isLeft() {
    Map<String, String> set = Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "active");

    assertThat(plan("3", 8 * GIB, set).environment()).isEmpty();
  }

  @Test
  void environment_setToBlank_isAsNotSet() {
    Map<String, String> set = Map.of("OMP_NUM_THREADS", "", "OMP_WAIT_POLICY", " ");

    assertThat(plan("auto", 8 * GIB, set).environment())
        .containsOnly(Map.entry("OMP_NUM_THREADS", "6"), Map.entry("OMP_WAIT_POLICY", "passive"));
  }

  @Test
  void without_aVariable_setsItAndLeavesTheOthers() {
    Map<String, String> set = Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "active");

    LaunchPlan without = plan("auto", 8 * GIB, set).without("OMP_NUM_THREADS");

    assertThat(without.environment()).containsOnly(Map.entry("OMP_NUM_THREADS", "6"));
    assertThat(without.userEnvironment())
        .containsEntry("OMP_WAIT_POLICY", "active")
        .doesNotContainKey("OMP_NUM_THREADS");
  }

  @Test
  void command_manyGib_limitsTheHeap() {
    assertThat(plan("auto", 64 * GIB, Map.of()).command(Main.class)).contains("-Xmx2048m");
    assertThat(plan("auto", 4 * GIB, Map.of()).command(Main.class)).contains("-Xmx1024m");
    assertThat(plan("auto", GIB / 2, Map.of()).command(Main.class)).contains("-Xmx256m");
  }

  @Test
  void command_classPath_isLibAndTheOneBackend() {
    String expected = home + "/lib/*" + File.pathSeparator + home + "/backends/cpu/*";

    assertThat(plan("auto", GIB, Map.of()).command(Main.class))
        .endsWith("-cp", expected, "io.ffsamediff.cli.Main");
  }

  @Test
  void command_userOptions_comeAfterOurs() {
    Map<String, String> set = Map.of("FF_JAVA_OPTS", " -Xmx5g  -Dkey=value ");

    assertThat(plan("auto", GIB, set).command(Main.class))
        .containsSubsequence("-Xmx256m", "-Xmx5g", "-Dkey=value", "-cp")
        .doesNotContain("");
  }

  @Test
  void command_memoryOfTheMachine_limitsThePhysicalMemory() {
    assertThat(plan("auto", 8 * GIB, Map.of()).command(Main.class))
        .contains("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (long) (0.95 * 8 * GIB));
  }

  @Test
  void environment_onAGpu_showsThatOneUnderItsNumber() {
    assertThat(onGpu(Map.of()).environment())
        .containsEntry("CUDA_DEVICE_ORDER", "PCI_BUS_ID")
        .containsEntry("CUDA_VISIBLE_DEVICES", "1");
  }

  @Test
  void environment_onAGpuOfTheUsersChoice_isLeft() {
    assertThat(onGpu(Map.of("CUDA_VISIBLE_DEVICES", "GPU-1")).environment())
        .doesNotContainKey("CUDA_VISIBLE_DEVICES");
  }

  @Test
  void command_onAGpu_takesItsBackendAndTellsTheEngine() {
    List<String> command = onGpu(Map.of()).command(Main.class);

    assertThat(command).anyMatch(word -> word.contains("/backends/cuda11/*"));
    assertThat(command)
        .anyMatch(word -> word.matches("-Dff\\.device=\\{.*\"backend\":\"cuda11\".*card.*"));
    assertThat(command).anyMatch(word -> word.matches("-D.*cachedir=.*/cuda11-nd4j-.*"));
  }

  @Test
  void command_onTheOwnExecutor_keepsNd4jOnTheCpu() {
    List<String> command = onGpu(Map.of(), "cuda").command(Main.class);

    assertThat(command)
        .anyMatch(
            word ->
                word.endsWith("/backends/cpu/*" + File.pathSeparator + home + "/backends/cuda/*"));
    assertThat(command)
        .anyMatch(word -> word.matches("-Dff\\.device=\\{.*\"backend\":\"cuda\".*card.*"));
    assertThat(command).anyMatch(word -> word.matches("-D.*cachedir=.*/cpu-nd4j-.*-cuda-.*"));
    assertThat(command).contains("-Dff.cuda=true", "-Dorg.bytedeco.javacpp.logger=slf4j");
    assertThat(onGpu(Map.of()).command(Main.class)).doesNotContain("-Dff.cuda=true");
  }

  private LaunchPlan onGpu(Map<String, String> environment) {
    return onGpu(environment, "cuda11");
  }

  private LaunchPlan onGpu(Map<String, String> environment, String backend) {
    GpuDevice gpu = new GpuDevice(1, "GPU-1", "card", "8.0", "550.54", "8192 MiB", false);
    LaunchPlan onCpu = plan("auto", 8 * GIB, environment);
    return new LaunchPlan(
        home,
        LaunchedDevice.of(new DeviceChoice(backend, "a test", gpu)),
        onCpu.request(),
        onCpu.machine(),
        onCpu.userEnvironment());
  }

  private LaunchPlan plan(String threads, long memoryBytes, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("XDG_CACHE_HOME", home.resolve("cache").toString());
    Machine machine = new Machine("CPU", 6, memoryBytes, "Linux", "JVM");
    return new LaunchPlan(
        home,
        LaunchedDevice.of(DeviceChoice.cpu("a test")),
        new LaunchRequest(threads, DeviceType.AUTO),
        machine,
        all);
  }
}
