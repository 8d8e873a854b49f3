package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

  @TempDir private Path folder;

  @Test
  void cpuModel_linuxFile_isItsFirstModelName() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("cpuinfo"), "processor\t: 0\nmodel name\t: AMD EPYC 9B45\n");

    assertThat(Machine.cpuModel(file)).isEqualTo("AMD EPYC 9B45");
  }

  @Test
  void cpuModel_fileWithoutModelOrNoFile_isTheArchitecture() throws IOException {
    Path file = Files.writeString(folder.resolve("cpuinfo"), "processor\t: 0\n");

    assertThat(Machine.cpuModel(file)).isEqualTo(System.getProperty("os.arch"));
    assertThat(Machine.cpuModel(folder.resolve("none"))).isEqualTo(System.getProperty("os.arch"));
  }

  @Test
  void read_thisMachine_hasCoresMemoryAndNames() {
    Machine machine = Machine.read();

    assertThat(machine.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(machine.memoryBytes()).isGreaterThan(Runtime.getRuntime().maxMemory() / 2);
    assertThat(machine.jvm()).contains(Runtime.version().toString());
    assertThat(machine.system()).contains(System.getProperty("os.arch"));
  }

  @Test
  void summary_isShort() {
    Machine machine = new Machine("AMD EPYC 9B45", 2, 3L << 29, "Linux", "OpenJDK");

    assertThat(machine.summary()).isEqualTo("AMD EPYC 9B45, 2 cores, 1.5 GiB");
  }
}
