package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.TinyDatasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resident memory, and data sets that may be too large for it. */
class MemoryTest {

  private static final long GB = 1_000_000_000L;

  @TempDir Path folder;
  private final Dataset data = TinyDatasets.bands(Split.TRAIN, 7, 3);

  @Test
  void read_line_isBytes() throws IOException {
    Path status = folder.resolve("status");
    Files.writeString(status, "Name:\tjava\nVmHWM:\t  933000 kB\nVmRSS:\t 1000 kB\n");

    assertThat(ResidentMemory.read(status, "VmHWM:")).isEqualTo(933_000L * 1024);
    assertThat(ResidentMemory.read(status, "VmSwap:")).isNull();
    assertThat(ResidentMemory.read(folder.resolve("none"), "VmHWM:")).isNull();
  }

  @Test
  void repeated_moreThanThereAre_startAgain() {
    Dataset many = RepeatedExamples.of(data, 17);

    assertThat(many.size()).isEqualTo(17);
    for (int i = 0; i < 17; i++) {
      assertThat(many.label(i)).isEqualTo(data.label(i % 7));
      assertThat(many.pixel(i, 20)).isEqualTo(data.pixel(i % 7, 20));
    }
    assertThat(RepeatedExamples.of(data, 3).size()).isEqualTo(3);
  }

  @Test
  void tooMany_namesWhatDoesNotSuffice() {
    assertThat(RepeatedExamples.tooMany(data, 1_000_000, GB, GB)).isEmpty();
    assertThat(RepeatedExamples.tooMany(data, 10_000_000, GB / 10, 100 * GB))
        .isEqualTo("10,000,000 examples want 360 MB of heap, 100 MB are free");
    assertThat(RepeatedExamples.tooMany(data, 10_000_000, GB, GB))
        .isEqualTo("10,000,000 examples want 1,440 MB of memory, 1,000 MB are free");
    assertThat(RepeatedExamples.tooMany(data, 100_000_000, 100 * GB, 100 * GB))
        .contains("do not fit one array");
  }
}
