package io.ffsamediff.data;

/** How a column of a CSV file is told. */
public sealed interface CsvColumn {

  /**
   * By what the header calls it.
   *
   * @param name its name, upper and lower case being different
   */
  record Named(String name) implements CsvColumn {
    @Override
    public String toString() {
      return '"' + name + '"';
    }
  }

  /**
   * By its place.
   *
   * @param number its number, from 1
   */
  record Numbered(int number) implements CsvColumn {

    /** Checks the number. */
    public Numbered {
      if (number < 1) {
        throw new IllegalArgumentException("columns are counted from 1, received " + number);
      }
    }

    @Override
    public String toString() {
      return Integer.toString(number);
    }
  }
}
