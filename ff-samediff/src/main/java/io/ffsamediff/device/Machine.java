package io.ffsamediff.device;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The machine as this process sees it; in a container, its share.
 *
 * @param cpu model of the processor, or its architecture where the system does not tell
 * @param cores processors that the process may use
 * @param memoryBytes physical memory that the process may use
 * @param system name and version of the operating system
 * @param jvm name and version of the Java virtual machine
 */
public record Machine(String cpu, int cores, long memoryBytes, String system, String jvm) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final double GIB = 1L << 30;

  /** Reads the machine; loads nothing native. */
  public static Machine read() {
    return new Machine(
        cpuModel(CPU_INFO),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        "%s %s (%s)".formatted(property("os.name"), property("os.version"), property("os.arch")),
        "%s %s".formatted(property("java.vm.name"), property("java.runtime.version")));
  }

  /** As in {@code AMD EPYC 9B45, 2 cores, 23.5 GiB}. */
  public String summary() {
    return String.format(Locale.ROOT, "%s, %d cores, %.1f GiB", cpu, cores, memoryBytes / GIB);
  }

  static String cpuModel(Path cpuInfo) {
    if (Files.isReadable(cpuInfo)) {
      try (Stream<String> lines = Files.lines(cpuInfo, StandardCharsets.ISO_8859_1)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElseGet(() -> property("os.arch"));
      } catch (IOException e) {
        return property("os.arch");
      }
    }
    return property("os.arch");
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static String property(String name) {
    return String.valueOf(System.getProperty(name));
  }
}
