package io.ffsamediff.exec;

import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import java.util.ArrayList;
import java.util.List;

/*
 * On the host, positives and negatives come in turn, block by block. On a device all positives come first,
 * then all negatives, so that blocks may be cut as the device's memory wants it; but for losses of pairs,
 * whose blocks have positives and their negatives: there blocks and rows are as on the host.
 */
/**
 * Where rows of the host are on a device.
 *
 * @param parts in the order of the host
 */
record CudaRowOrder(List<Part> parts) {

  /**
   * Rows that lie side by side on the host and on the device.
   *
   * @param block of the host
   * @param from first row within it
   * @param start first row of all rows of the host
   * @param place first row on the device
   * @param size rows
   */
  record Part(int block, int from, int start, int place, int size) {}

  /** Copies the list. */
  CudaRowOrder {
    parts = List.copyOf(parts);
  }

  /** That of images, which is the same on both. */
  static CudaRowOrder of(PairBlocks pairs) {
    List<Part> parts = new ArrayList<>();
    int place = 0;
    for (int block = 0; block < pairs.blocks(); block++) {
      int size = pairs.images(block).rows();
      parts.add(new Part(block, 0, place, place, size));
      place += size;
    }
    return new CudaRowOrder(parts);
  }

  /**
   * That of rows.
   *
   * @param asOnTheHost whether it is the same on both
   */
  static CudaRowOrder of(RowBlocks rows, boolean asOnTheHost) {
    boolean apart = rows instanceof HiddenRows hidden && hidden.isHalved() && !asOnTheHost;
    List<Part> parts = new ArrayList<>();
    int start = 0;
    for (int block = 0; block < rows.blocks(); block++) {
      int size = rows.size(block);
      int half = size / 2;
      if (apart) {
        int negatives = rows.rows() / 2 + start / 2;
        parts.add(new Part(block, 0, start, start / 2, half));
        parts.add(new Part(block, half, start + half, negatives, half));
      } else {
        parts.add(new Part(block, 0, start, start, size));
      }
      start += size;
    }
    return new CudaRowOrder(parts);
  }

  /** Where the positives of {@code hidden} are, as ranges of rows that lie side by side. */
  List<CudaRows.Block> positives(HiddenRows hidden) {
    List<CudaRows.Block> ranges = new ArrayList<>();
    for (Part part : parts) {
      if (part.from() > 0) {
        continue;
      }
      boolean all = hidden.areAllPositive() || part.size() < hidden.size(part.block());
      int size = all ? part.size() : part.size() / 2;
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).end() == part.place()) {
        CudaRows.Block before = ranges.get(last);
        ranges.set(last, new CudaRows.Block(before.from(), before.size() + size));
      } else {
        ranges.add(new CudaRows.Block(part.place(), size));
      }
    }
    return ranges;
  }

  /** The number that each of {@code rows} rows on the device has on the host. */
  float[] hostNumbers(int rows) {
    float[] numbers = new float[rows];
    for (Part part : parts) {
      for (int row = 0; row < part.size(); row++) {
        numbers[part.place() + row] = part.start() + row;
      }
    }
    return numbers;
  }
}
