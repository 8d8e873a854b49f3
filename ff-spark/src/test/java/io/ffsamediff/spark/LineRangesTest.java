package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where lines begin, wherever a file is cut. */
class LineRangesTest {

  private static final String TEXT = "ab\n\r\ncd\r\r\nä\n\ref\r\n\ngh";
  private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private static long lines(byte[] bytes) throws IOException {
    try (InputStream in = new LineRanges.Counted(new ByteArrayInputStream(bytes))) {
      in.readAllBytes();
      return ((LineRanges.Counted) in).lines();
    }
  }

  @Test
  void lineStart_ofEveryByte_isBehindAnEnd() throws IOException {
    Path file = Files.write(folder.resolve("text.csv"), BYTES);
    List<Long> expected = new ArrayList<>();
    for (int i = 1; i <= BYTES.length; i++) {
      boolean begins =
          i == BYTES.length || BYTES[i - 1] == '\n' || (BYTES[i - 1] == '\r' && BYTES[i] != '\n');
      while (begins && expected.size() < i) {
        expected.add((long) i);
      }
    }

    List<Long> found = new ArrayList<>();
    try (FSDataInputStream stream = HadoopFiles.open(file.toUri().toString())) {
      for (int i = 1; i <= BYTES.length; i++) {
        found.add(LineRanges.lineStart(stream, i, BYTES.length));
      }
    }

    assertThat(found).isEqualTo(expected);
  }

  /** Parts that begin where lines do have as many ends of lines as the whole. */
  @Test
  void counted_inParts_areThoseOfTheWhole() throws IOException {
    Path file = Files.write(folder.resolve("text.csv"), BYTES);
    assertThat(lines(BYTES)).isEqualTo(8);
    try (FSDataInputStream stream = HadoopFiles.open(file.toUri().toString())) {
      for (int i = 1; i <= BYTES.length; i++) {
        int cut = (int) LineRanges.lineStart(stream, i, BYTES.length);
        byte[] before = Arrays.copyOf(BYTES, cut);
        byte[] behind = Arrays.copyOfRange(BYTES, cut, BYTES.length);
        assertThat(lines(before) + lines(behind)).as("cut at %d", cut).isEqualTo(8);
      }
    }
  }
}
