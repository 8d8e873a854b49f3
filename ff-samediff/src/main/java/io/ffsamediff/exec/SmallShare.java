package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerSpec;

/**
 * What a thread does of a small batch.
 *
 * @param part number of the thread, from 0
 * @param fromUnit first unit of the product, the gradient and the update
 * @param toUnit unit behind the last
 * @param fromRow first row of what follows
 * @param toRow row behind the last
 */
record SmallShare(int part, int fromUnit, int toUnit, int fromRow, int toRow) {

  /** Floats of a cache line: threads do not write to one line. */
  private static final int LINE = 16;

  /** First pair of a batch whose halves are positives and their negatives. */
  int fromPair() {
    return fromRow / 2;
  }

  /** Pair behind the last. */
  int toPair() {
    return toRow / 2;
  }

  /** Whether every one of {@code parts} threads gets something of everything. */
  static boolean suffice(int parts, int rows, LayerSpec spec) {
    return suffice(parts, spec) && rows >= parts;
  }

  /** Whether every one of {@code parts} threads gets some units. */
  static boolean suffice(int parts, LayerSpec spec) {
    return spec.units() >= LINE * parts;
  }

  /** The share of one of {@code parts} threads. */
  static SmallShare of(int part, int parts, int rows, LayerSpec spec) {
    int lines = (spec.units() + LINE - 1) / LINE;
    return new SmallShare(
        part,
        Math.min(spec.units(), LINE * WorkTeam.start(part, lines, parts)),
        Math.min(spec.units(), LINE * WorkTeam.start(part + 1, lines, parts)),
        WorkTeam.start(part, rows, parts),
        WorkTeam.start(part + 1, rows, parts));
  }
}
