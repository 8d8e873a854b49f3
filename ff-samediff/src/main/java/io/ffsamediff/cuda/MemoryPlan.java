package io.ffsamediff.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What device memory is needed for, by name, computed before any is taken: parts of a fixed size
 * and parts that grow with the rows that are worked on at a time.
 *
 * @param parts in the order in which they were added
 */
public record MemoryPlan(List<Part> parts) {

  /**
   * What the driver aligns allocations to, at least (CUDA C++ Programming Guide, "Device Memory").
   */
  private static final long ALIGNMENT = 256;

  /** Kept free for the driver, for code and for cuBLASLt: a share, and at least so much. */
  private static final double RESERVED_SHARE = 0.05;

  private static final long LEAST_RESERVE = 256L << 20;

  /**
   * Memory for one thing.
   *
   * @param what what it is for, in words
   * @param fixedBytes what it takes at any number of rows, at least 0
   * @param bytesPerRow what it takes more for each row, at least 0
   */
  public record Part(String what, long fixedBytes, long bytesPerRow) {

    /** Checks the sizes. */
    public Part {
      if (fixedBytes < 0 || bytesPerRow < 0) {
        throw new IllegalArgumentException(
            "%s: expected sizes of at least 0, received %d bytes and %d a row"
                .formatted(what, fixedBytes, bytesPerRow));
      }
    }

    /**
     * What it takes, rounded up to what the driver allocates.
     *
     * @throws ArithmeticException if that is more than a {@code long} holds
     */
    public long bytes(long rows) {
      long exact = Math.addExact(fixedBytes, Math.multiplyExact(bytesPerRow, rows));
      return Math.addExact(exact, -exact & (ALIGNMENT - 1));
    }
  }

  /** Copies the list. */
  public MemoryPlan {
    parts = List.copyOf(parts);
  }

  /** A plan of nothing. */
  public static MemoryPlan empty() {
    return new MemoryPlan(List.of());
  }

  /** This plan and memory of a fixed size. */
  public MemoryPlan fixed(String what, long bytes) {
    return plus(new Part(what, bytes, 0));
  }

  /** This plan and memory that grows with the rows. */
  public MemoryPlan perRow(String what, long bytesPerRow) {
    return plus(new Part(what, 0, bytesPerRow));
  }

  /** This plan and one part more. */
  public MemoryPlan plus(Part part) {
    List<Part> all = new ArrayList<>(parts);
    all.add(part);
    return new MemoryPlan(all);
  }

  /** Bytes that all parts take together for {@code rows} rows. */
  public long bytes(long rows) {
    return parts.stream().mapToLong(part -> part.bytes(rows)).reduce(0, Math::addExact);
  }

  /** What may be taken of {@code free} bytes: all but a twentieth, and at least 256 MiB, of it. */
  public static long usable(long free) {
    return Math.max(0, free - Math.max(LEAST_RESERVE, (long) (free * RESERVED_SHARE)));
  }

  /**
   * The most rows that can be worked on at a time.
   *
   * @param free bytes that the device has free
   * @param rows rows that there are, at least 1
   * @return 1 to {@code rows}
   * @throws GpuMemoryException if not even one row fits; it names the parts
   */
  public int blockRows(long free, int rows) {
    return blockRows(free, rows, 1);
  }

  /**
   * The most rows that can be worked on at a time, where fewer than some make no sense.
   *
   * @param free bytes that the device has free
   * @param rows rows that there are, at least {@code least}
   * @param least the fewest that are worth it or can be, at least 1
   * @return {@code least} to {@code rows}
   * @throws GpuMemoryException if {@code least} rows do not fit; it names the parts
   */
  public int blockRows(long free, int rows, int least) {
    if (least < 1 || rows < least) {
      throw new IllegalArgumentException(
          "rows: expected at least 1 and %d, received %d".formatted(least, rows));
    }
    long usable = usable(free);
    if (bytes(least) > usable) {
      throw new GpuMemoryException(describe(least), bytes(least), usable);
    }
    int fits = least;
    long tooMany = rows + 1L;
    while (tooMany - fits > 1) {
      int middle = (int) (fits + (tooMany - fits) / 2);
      if (bytes(middle) <= usable) {
        fits = middle;
      } else {
        tooMany = middle;
      }
    }
    return fits;
  }

  /** As in {@code 64 rows (weights of layer 1: 1,568,000 bytes, inputs: 200,704 bytes)}. */
  public String describe(long rows) {
    return String.format(
        Locale.ROOT,
        "%,d %s (%s)",
        rows,
        rows == 1 ? "row" : "rows",
        parts.stream().map(part -> part(part, rows)).collect(Collectors.joining(", ")));
  }

  private static String part(Part part, long rows) {
    return String.format(Locale.ROOT, "%s: %,d bytes", part.what(), part.bytes(rows));
  }
}
