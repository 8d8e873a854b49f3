package io.ffsamediff.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Memory of this process that is in RAM, as Linux tells it; elsewhere unknown. */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final long KIB = 1024;

  private ResidentMemory() {}

  /** Bytes now, or null. */
  static @Nullable Long bytes() {
    return read(STATUS, "VmRSS:");
  }

  /** The most bytes so far, or since the last {@link #resetPeak}; or null. */
  static @Nullable Long peakBytes() {
    return read(STATUS, "VmHWM:");
  }

  /** Lets the peak start from now on; false where the system refuses. */
  static boolean resetPeak() {
    try {
      Files.writeString(CLEAR, "5");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The bytes in a line such as {@code VmHWM: 933000 kB} of {@code file}, or null. */
  static @Nullable Long read(Path file, String name) {
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(name)) {
          return KIB * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
