package io.ffsamediff.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process, from Linux. */
final class ResidentMemory {

  private static final long PAGE = 4096;

  private ResidentMemory() {}

  /** Bytes in memory after a garbage collection. */
  static long bytes() throws IOException {
    System.gc();
    String[] fields = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
    return Long.parseLong(fields[1]) * PAGE;
  }
}
