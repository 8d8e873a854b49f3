package io.ffsamediff.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the examples of a data set are made of: N x D numbers, example after example. */
sealed interface Examples {

  /** Numbers D of an example. */
  int inputs();

  /** Size of an image; a line of a table is taken for a grey image of one row. */
  ImageShape shape();

  /** Bytes that a number takes. */
  int bytes();

  /** Copies the D numbers of example {@code index} to {@code target}, from {@code start} on. */
  void copy(int index, float[] target, int start);

  /** The examples {@code from} (inclusive) to {@code to} (exclusive). */
  Examples slice(int from, int to);

  /** The first {@code count} examples of an endless repetition. */
  Examples repeated(int count);

  /**
   * Examples that are elsewhere: what they look like is known, and none is here.
   *
   * @param form no example of the same form
   */
  record Elsewhere(Examples form) implements Examples {

    /** Images of a shape. */
    static Elsewhere images(ImageShape shape) {
      return new Elsewhere(new Images(shape, new byte[0]));
    }

    /** Lines of a table; the parameters are those of {@link Table}. */
    static Elsewhere table(
        List<String> columns, int inputs, Optional<Standardization> standardization) {
      return new Elsewhere(new Table(columns, inputs, new float[0], standardization));
    }

    @Override
    public int inputs() {
      return form.inputs();
    }

    @Override
    public ImageShape shape() {
      return form.shape();
    }

    @Override
    public int bytes() {
      return form.bytes();
    }

    @Override
    public void copy(int index, float[] target, int start) {
      throw new IllegalStateException("the examples are elsewhere");
    }

    @Override
    public Elsewhere slice(int from, int to) {
      return this;
    }

    @Override
    public Elsewhere repeated(int count) {
      return this;
    }
  }

  /** Copies an array's first {@code length} elements again and again until {@code all} is full. */
  private static void repeat(Object all, int length, int end) {
    for (int filled = length; filled < end; filled += length) {
      System.arraycopy(all, 0, all, filled, Math.min(length, end - filled));
    }
  }

  /**
   * Images of unsigned bytes: an example becomes floats only when it is put into a batch.
   *
   * @param shape that of each image
   * @param pixels_ND N x D bytes, plane after plane, row by row, 0 to 255
   */
  record Images(ImageShape shape, byte[] pixels_ND) implements Examples {

    @Override
    public int inputs() {
      return shape.inputs();
    }

    @Override
    public int bytes() {
      return Byte.BYTES;
    }

    /** Input {@code input} of example {@code index}, from 0 to 255. */
    int pixel(int index, int input) {
      return Byte.toUnsignedInt(pixels_ND[index * inputs() + input]);
    }

    @Override
    public void copy(int index, float[] target, int start) {
      copy(index, 0, target, start, inputs());
    }

    /** Copies {@code count} inputs of example {@code index}, from input {@code from} on. */
    void copy(int index, int from, float[] target, int start, int count) {
      int first = index * inputs() + from;
      for (int i = 0; i < count; i++) {
        target[start + i] = pixels_ND[first + i] & 0xFF;
      }
    }

    @Override
    public Images slice(int from, int to) {
      return new Images(shape, Arrays.copyOfRange(pixels_ND, from * inputs(), to * inputs()));
    }

    @Override
    public Images repeated(int count) {
      byte[] all = Arrays.copyOf(pixels_ND, Math.multiplyExact(count, inputs()));
      repeat(all, pixels_ND.length, all.length);
      return new Images(shape, all);
    }
  }

  /**
   * Lines of a table of real numbers.
   *
   * @param columns names of the columns; none where they have none
   * @param inputs columns D
   * @param values_ND N x D finite numbers
   * @param standardization how they were standardised, where they were
   */
  record Table(
      List<String> columns,
      int inputs,
      float[] values_ND,
      Optional<Standardization> standardization)
      implements Examples {

    /** Copies the list. */
    public Table {
      columns = List.copyOf(columns);
    }

    @Override
    public int bytes() {
      return Float.BYTES;
    }

    @Override
    public void copy(int index, float[] target, int start) {
      System.arraycopy(values_ND, index * inputs, target, start, inputs);
    }

    @Override
    public Table slice(int from, int to) {
      return with(Arrays.copyOfRange(values_ND, from * inputs, to * inputs));
    }

    @Override
    public Table repeated(int count) {
      float[] all = Arrays.copyOf(values_ND, Math.multiplyExact(count, inputs));
      repeat(all, values_ND.length, all.length);
      return with(all);
    }

    private Table with(float[] values) {
      return new Table(columns, inputs, values, standardization);
    }

    @Override
    public ImageShape shape() {
      return ImageShape.grey(1, inputs);
    }

    /** Number of examples N. */
    int rows() {
      return values_ND.length / inputs;
    }

    /** A column as messages call it, counted from 1, with its name where it has one. */
    String describe(int column) {
      return "column %d%s"
          .formatted(
              column + 1,
              columns.isEmpty() ? "" : " (" + CsvPlace.shown(columns.get(column)) + ")");
    }
  }
}
