package io.ffsamediff.kernel;

/** What a value has one of, in a kernel over R rows and U units. */
public enum Spread {
  /** One for each unit of each row, R x U. */
  MATRIX(true, true),
  /** One for each row, R x 1. */
  COLUMN(true, false),
  /** One for each unit, 1 x U. */
  ROW(false, true),
  /** One for all. */
  SCALAR(false, false);

  private final boolean rows;
  private final boolean units;

  Spread(boolean rows, boolean units) {
    this.rows = rows;
    this.units = units;
  }

  /** Whether it differs from row to row. */
  public boolean overRows() {
    return rows;
  }

  /** Whether it differs from unit to unit. */
  public boolean overUnits() {
    return units;
  }

  /** That which differs from row to row, or from unit to unit. */
  public static Spread of(boolean rows, boolean units) {
    if (rows) {
      return units ? MATRIX : COLUMN;
    }
    return units ? ROW : SCALAR;
  }

  /** That of an elementwise function of this and {@code other}. */
  public Spread with(Spread other) {
    return of(rows || other.rows, units || other.units);
  }
}
