package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.Allocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutated files must be read or refused with a DataException, within a bound on memory. */
class IdxReaderFuzzTest {

  private static final long SEED = Long.getLong("ff.fuzz.seed", 20_221_227);
  private static final int CASES = Integer.getInteger("ff.fuzz.cases", 2_000);
  private static final long MAX_ALLOCATED = 8 << 20;

  private static final List<byte[]> GOOD =
      List.of(
          IdxFiles.counting(4, 2, 3),
          IdxFiles.counting(9),
          IdxFiles.gzip(IdxFiles.counting(4, 2, 3)),
          IdxFiles.gzip(IdxFiles.counting(9)));

  @TempDir private Path folder;

  @Test
  void read_ofMutatedFile_succeedsOrThrowsDataException() throws IOException {
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      long seed = SEED + i;
      byte[] bytes = mutate(new SplittableRandom(seed));
      Path file = Files.write(folder.resolve("fuzz"), bytes);
      long before = Allocations.ofThisThread();
      try {
        read += isRead(file, (seed & 1) == 0) ? 1 : 0;
        assertThat(Allocations.ofThisThread() - before).isLessThan(MAX_ALLOCATED);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "reproduce with: mvn test -pl ff-samediff -Dtest=IdxReaderFuzzTest -Dff.fuzz.cases=1 -Dff.fuzz.seed="
                + seed,
            e);
      }
    }
    if (CASES > 100) {
      assertThat(read).as("files that were read").isBetween(CASES / 100, CASES - CASES / 100);
    }
  }

  private static boolean isRead(Path file, boolean asImages) {
    try {
      if (asImages) {
        IdxImages images = IdxReader.images(file);
        assertThat(images.pixels_ND()).hasSize(images.count() * images.height() * images.width());
      } else {
        IdxLabels labels = IdxReader.labels(file);
        assertThat(labels.labels_N()).hasSize(labels.count());
      }
      return true;
    } catch (DataException e) {
      assertThat(e)
          .hasMessageStartingWith(file + ": expected ")
          .hasMessageContaining(", received ");
      return false;
    }
  }

  /** Up to three mutations of a good file. */
  private static byte[] mutate(RandomGenerator random) {
    byte[] bytes = GOOD.get(random.nextInt(GOOD.size())).clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes = mutateOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutateOnce(byte[] bytes, RandomGenerator random) {
    int length = bytes.length;
    int anyByte = random.nextInt(Math.max(1, length));
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(length + 1));
      case 1 -> longer(bytes, random);
      case 2 -> replaced(bytes, anyByte, 1 << random.nextInt(8));
      case 3 -> replaced(bytes, random.nextInt(16), 1 + random.nextInt(255));
      default -> replaced(bytes, anyByte, 1 + random.nextInt(255));
    };
  }

  /** Zeros, or the file once more, behind the file. */
  private static byte[] longer(byte[] bytes, RandomGenerator random) {
    int length = bytes.length;
    byte[] longer = Arrays.copyOf(bytes, length + 1 + random.nextInt(length + 1));
    if (random.nextBoolean()) {
      System.arraycopy(bytes, 0, longer, length, Math.min(length, longer.length - length));
    }
    return longer;
  }

  private static byte[] replaced(byte[] bytes, int at, int mask) {
    if (at < bytes.length) {
      bytes[at] ^= (byte) mask;
    }
    return bytes;
  }
}
