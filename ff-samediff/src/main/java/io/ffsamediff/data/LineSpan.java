package io.ffsamediff.data;

/**
 * The columns of a line whose places lie inside bounds, found once for the line so that no pixel
 * needs a test; not thread-safe.
 */
final class LineSpan {

  private int first;
  private int end;

  /** Takes all of {@code width} columns. */
  void reset(int width) {
    first = 0;
    end = width;
  }

  /**
   * Leaves out the columns whose place, {@code start + column * step}, is not from {@code least} to
   * below {@code most}.
   */
  void bound(double start, double step, double least, double most) {
    if (step == 0) {
      end = start >= least && start < most ? end : first;
      return;
    }
    double entry = ((step > 0 ? least : most) - start) / step;
    double exit = ((step > 0 ? most : least) - start) / step;
    first = Math.min(end, Math.max(first, (int) Math.ceil(entry)));
    end = Math.max(first, Math.min(end, (int) Math.ceil(exit)));
  }

  /** First column inside. */
  int first() {
    return first;
  }

  /** Column behind the last one inside; {@link #first} where there is none. */
  int end() {
    return end;
  }
}
