package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ffsamediff.Fuzz;
import io.ffsamediff.train.TrainingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of any bytes, as they are and behind a length and a checksum that agree. */
class CheckpointFuzzTest {

  private static final TrainingState LIKE = RunFixture.freshFullState(0);
  private static final RunIdentity IDENTITY = new RunIdentity(new byte[RunIdentity.BYTES]);
  private static final int LENGTH = 28;

  @TempDir static Path folder;

  @FuzzTest
  void checkpoint_anyBytes_isReadOrRefused(byte[] bytes) throws IOException {
    isCheckpoint(bytes);
    if (bytes.length >= LENGTH + Long.BYTES) {
      isCheckpoint(signed(bytes.clone(), bytes.length + CheckpointLayout.FOOTER));
      isCheckpoint(signed(bytes.clone(), ByteBuffer.wrap(bytes).getLong(LENGTH)));
    }
  }

  @Test
  void seeds_ofTheTarget_areReadAndUpToDate() throws IOException {
    byte[] whole = content(RunFixture.fullState(3));
    byte[] noBest = content(RunFixture.freshFullState(3));
    for (byte[] bytes : new byte[][] {whole, noBest}) {
      assertThat(isCheckpoint(signed(bytes, bytes.length + CheckpointLayout.FOOTER))).isTrue();
    }
    Fuzz.checkSeeds(
        getClass(),
        "checkpoint_anyBytes_isReadOrRefused",
        Map.of("whole", whole, "no-best", noBest));
  }

  private static boolean isCheckpoint(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("00000001.ckpt"), bytes);
    return Fuzz.isRead(
        () -> {
          TrainingState state = CheckpointReader.read(file, IDENTITY, LIKE);
          assertThat(state.layers()).hasSize(2);
          assertThat(state.layers().get(0).parameters()).hasSize(15);
          assertThat(state.averages()).hasSize(3);
        },
        RunFormatException.class);
  }

  /** A checkpoint without its checksum. */
  private static byte[] content(TrainingState state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CheckpointWriter.write(state, IDENTITY, out);
    return Arrays.copyOf(out.toByteArray(), out.size() - CheckpointLayout.FOOTER);
  }

  /** {@code content}, which states {@code length}, with its checksum. */
  private static byte[] signed(byte[] content, long length) {
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(LENGTH, length);
    byte[] sum = Digests.sha256().digest(content);
    byte[] file = Arrays.copyOf(content, content.length + sum.length);
    System.arraycopy(sum, 0, file, content.length, sum.length);
    return file;
  }
}
