package io.ffsamediff.exec;

import io.ffsamediff.graph.LayerSpec;

/**
 * What a thread does of a small batch.
 *
 * @param part number of the thread, from 0
 * @param last whether it is the last
 * @param fromUnit first unit of the product
 * @param toUnit unit behind the last
 * @param fromRow first row of what follows
 * @param toRow row behind the last
 * @param fromInput first input of the gradient and the update
 * @param toInput input behind the last
 */
record SmallShare(
    int part,
    boolean last,
    int fromUnit,
    int toUnit,
    int fromRow,
    int toRow,
    int fromInput,
    int toInput) {

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
    return spec.units() >= LINE * parts && rows >= parts && spec.inputs() >= parts;
  }

  /** The share of one of {@code parts} threads. */
  static SmallShare of(int part, int parts, int rows, LayerSpec spec) {
    int lines = (spec.units() + LINE - 1) / LINE;
    return new SmallShare(
        part,
        part + 1 == parts,
        Math.min(spec.units(), LINE * WorkTeam.start(part, lines, parts)),
        Math.min(spec.units(), LINE * WorkTeam.start(part + 1, lines, parts)),
        WorkTeam.start(part, rows, parts),
        WorkTeam.start(part + 1, rows, parts),
        WorkTeam.start(part, spec.inputs(), parts),
        WorkTeam.start(part + 1, spec.inputs(), parts));
  }
}
