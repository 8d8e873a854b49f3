package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.Allocations;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Mutated files must be read or refused with a DataException, within a bound on memory. */
class CsvReaderFuzzTest {

  private static final long SEED = Long.getLong("ff.fuzz.seed", 20_221_227);
  private static final int CASES = Integer.getInteger("ff.fuzz.cases", 4_000);
  private static final long MAX_ALLOCATED = 8 << 20;

  private static final List<CsvFormat> FORMATS =
      List.of(
          CsvFiles.flowers(),
          CsvFiles.numbered(1),
          CsvFiles.numbered(2, 3),
          CsvFiles.format(true, ';', new CsvColumn.Numbered(1), "a", "b"));

  private static final List<byte[]> GOOD =
      List.of(
          bytes(CsvFiles.FLOWERS),
          bytes("0,1.5,2\n1,2,3\n2,\"-4e3\",5\n"),
          bytes("1,0,x\r\n2,2,\"y,\n\"\"z\"\r\n3,1,ü€\r\n"),
          bytes("\uFEFFk;x\na;1\n\nb;2"));

  /** What CSV files are made of, and what breaks them. */
  private static final List<byte[]> PIECES =
      List.of(
          bytes("\""),
          bytes("\"\""),
          bytes(","),
          bytes(";"),
          bytes("\n"),
          bytes("\r\n"),
          bytes("NaN"),
          bytes("1e999"),
          bytes("-.5"),
          bytes("9".repeat(400)),
          bytes(",".repeat(5000)),
          bytes("\0"),
          bytes("\uFEFF"),
          new byte[] {(byte) 0xff, (byte) 0xc3});

  @Test
  void read_ofMutatedFile_succeedsOrThrowsDataException() {
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      long seed = SEED + i;
      SplittableRandom random = new SplittableRandom(seed);
      int kind = random.nextInt(GOOD.size());
      byte[] bytes = mutate(GOOD.get(kind), random);
      try {
        read += isRead(bytes, FORMATS.get(kind)) ? 1 : 0;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "reproduce with: mvn test -pl ff-samediff -Dtest=CsvReaderFuzzTest -Dff.fuzz.cases=1 -Dff.fuzz.seed="
                + seed,
            e);
      }
    }
    if (CASES > 100) {
      assertThat(read).as("files that were read").isBetween(CASES / 100, CASES - CASES / 100);
    }
  }

  private static boolean isRead(byte[] bytes, CsvFormat format) {
    long before = Allocations.ofThisThread();
    try {
      CsvTable table = CsvFiles.read(bytes, format);
      assertThat(Allocations.ofThisThread() - before).isLessThan(MAX_ALLOCATED);
      assertThat(table.count()).isPositive();
      assertThat(table.inputs()).isPositive();
      assertThat(table.labels_N()).hasSize(table.count());
      assertThat(table.values_ND()).hasSize(table.count() * table.inputs());
      for (float value : table.values_ND()) {
        assertThat(Float.isFinite(value)).isTrue();
      }
      for (byte label : table.labels_N()) {
        assertThat(label).isBetween((byte) 0, (byte) (format.classes().count() - 1));
      }
      return true;
    } catch (DataException e) {
      assertThat(Allocations.ofThisThread() - before).isLessThan(MAX_ALLOCATED);
      assertThat(e)
          .hasMessageStartingWith("table.csv: expected ")
          .hasMessageContaining(", received ");
      assertThat(String.valueOf(e.getMessage()).chars()).noneMatch(Character::isISOControl);
      return false;
    }
  }

  /** Up to three mutations of a good file, then perhaps packed. */
  private static byte[] mutate(byte[] good, RandomGenerator random) {
    byte[] bytes = good;
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes = mutateOnce(bytes, random);
    }
    if (random.nextInt(4) > 0) {
      return bytes;
    }
    byte[] packed = IdxFiles.gzip(bytes);
    if (random.nextInt(4) == 0) {
      packed[random.nextInt(packed.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return packed;
  }

  private static byte[] mutateOnce(byte[] bytes, RandomGenerator random) {
    int from = random.nextInt(bytes.length + 1);
    int to = from + random.nextInt(Math.min(6, bytes.length - from + 1));
    byte[] piece =
        switch (random.nextInt(4)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {(byte) random.nextInt(256)};
          case 2 -> Arrays.copyOfRange(bytes, random.nextInt(from + 1), to);
          default -> PIECES.get(random.nextInt(PIECES.size()));
        };
    return spliced(bytes, from, to, piece);
  }

  /** The bytes with {@code piece} instead of those from {@code from} to below {@code to}. */
  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + piece.length);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
    return result;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
