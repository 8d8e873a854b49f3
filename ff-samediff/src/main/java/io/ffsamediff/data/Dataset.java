package io.ffsamediff.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One split of a data set: N examples of D inputs, each with a label. The inputs are the pixels of
 * an image, which stay bytes until they are put into a batch, or the real numbers of a table.
 */
public final class Dataset {

  private final String name;
  private final Split split;
  private final int classes;
  private final List<String> classNames;
  private final Examples examples;
  private final byte[] labels_N;
  private final List<Provenance> provenance;

  /** Which part of a data set. */
  public enum Split {
    /** Examples to learn from. */
    TRAIN,
    /** Examples to be judged by. */
    TEST
  }

  /**
   * Grey images. Takes over the arrays, which must not change afterwards.
   *
   * @param name name in the catalogue
   * @param split which part
   * @param height rows of an image
   * @param width columns of an image
   * @param classes number of classes C
   * @param pixels_ND N x D bytes, row by row, 0 to 255; D = height * width
   * @param labels_N N labels from 0 to C - 1
   * @param provenance the files it was read from
   * @throws DataException if counts do not fit or a label is not below {@code classes}
   */
  public Dataset(
      String name,
      Split split,
      int height,
      int width,
      int classes,
      byte[] pixels_ND,
      byte[] labels_N,
      List<Provenance> provenance) {
    this(
        name,
        split,
        new DatasetChecks(name, split).grey(height, width, labels_N.length),
        classes,
        pixels_ND,
        labels_N,
        provenance);
  }

  /**
   * Images. Takes over the arrays, which must not change afterwards.
   *
   * @param name name in the catalogue
   * @param split which part
   * @param shape that of each image
   * @param classes number of classes C
   * @param pixels_ND N x D bytes, plane after plane, row by row, 0 to 255
   * @param labels_N N labels from 0 to C - 1
   * @param provenance the files it was read from
   * @throws DataException if counts do not fit or a label is not below {@code classes}
   */
  public Dataset(
      String name,
      Split split,
      ImageShape shape,
      int classes,
      byte[] pixels_ND,
      byte[] labels_N,
      List<Provenance> provenance) {
    this(
        name,
        split,
        classes,
        List.of(),
        new Examples.Images(shape, pixels_ND),
        labels_N,
        provenance);
    new DatasetChecks(name, split).requireImages(shape, pixels_ND.length, labels_N.length);
  }

  private Dataset(
      String name,
      Split split,
      int classes,
      List<String> classNames,
      Examples examples,
      byte[] labels_N,
      List<Provenance> provenance) {
    new DatasetChecks(name, split).requireLabels(classes, labels_N);
    this.name = name;
    this.split = split;
    this.classes = classes;
    this.classNames = List.copyOf(classNames);
    this.examples = examples;
    this.labels_N = labels_N;
    this.provenance = List.copyOf(provenance);
  }

  /**
   * A table of real numbers. Takes over the arrays, which must not change afterwards.
   *
   * @param name name in the catalogue
   * @param split which part
   * @param columns names of the D columns; none where they have none
   * @param classes number of classes C
   * @param values_ND N x D numbers, example after example
   * @param labels_N N labels from 0 to C - 1
   * @param provenance the files it was read from
   * @throws DataException if counts do not fit, a number is not finite or a label is not below
   *     {@code classes}
   */
  public static Dataset table(
      String name,
      Split split,
      List<String> columns,
      int classes,
      float[] values_ND,
      byte[] labels_N,
      List<Provenance> provenance) {
    DatasetChecks checks = new DatasetChecks(name, split);
    int inputs = checks.columns(columns, values_ND.length, labels_N.length);
    Examples.Table table = new Examples.Table(columns, inputs, values_ND, Optional.empty());
    checks.requireFinite(table, "finite numbers");
    return new Dataset(name, split, classes, List.of(), table, labels_N, provenance);
  }

  /** Name in the catalogue. */
  public String name() {
    return name;
  }

  /** Which part of the data set. */
  public Split split() {
    return split;
  }

  /** Number of examples N. */
  public int size() {
    return labels_N.length;
  }

  /** Number of inputs D of an example. */
  public int inputs() {
    return examples.inputs();
  }

  /** Whether it is a table of real numbers, and its examples no images. */
  public boolean isTable() {
    return examples instanceof Examples.Table;
  }

  /** Size of an image; a table is taken for a grey image of one row. */
  public ImageShape shape() {
    return examples instanceof Examples.Images images
        ? images.shape()
        : ImageShape.grey(1, inputs());
  }

  /** Rows of an image; 1 for a table. */
  public int height() {
    return shape().height();
  }

  /** Columns of an image or of a table. */
  public int width() {
    return shape().width();
  }

  /** Names of a table's columns; none for images, and where the columns have no names. */
  public List<String> columns() {
    return examples instanceof Examples.Table table ? table.columns() : List.of();
  }

  /** How the numbers of a table were standardised, where they were. */
  public Optional<Standardization> standardization() {
    return examples instanceof Examples.Table table ? table.standardization() : Optional.empty();
  }

  /** Number of classes C. */
  public int classes() {
    return classes;
  }

  /** Names of the C classes; none where they have none. */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * The same examples with names of the classes.
   *
   * @param names C names, or none
   * @throws IllegalArgumentException if they are another number
   */
  public Dataset named(List<String> names) {
    if (!names.isEmpty() && names.size() != classes) {
      throw new IllegalArgumentException(
          "expected %d names of classes, received %d".formatted(classes, names.size()));
    }
    return new Dataset(name, split, classes, names, examples, labels_N, provenance);
  }

  /** The files it was read from. */
  public List<Provenance> provenance() {
    return provenance;
  }

  /** Bytes that an input takes in memory. */
  public int bytesOfInput() {
    return examples.bytes();
  }

  /** What the examples are made of. */
  Examples examples() {
    return examples;
  }

  /** Label of example {@code index}, from 0 to C - 1. */
  public int label(int index) {
    return Byte.toUnsignedInt(labels_N[index]);
  }

  /**
   * Input {@code input} of image {@code index}, from 0 to 255.
   *
   * @throws IllegalStateException if it is a table
   */
  public int pixel(int index, int input) {
    return images().pixel(index, input);
  }

  /**
   * Copies the D bytes of image {@code index} to {@code target_D}.
   *
   * @throws IllegalStateException if it is a table
   */
  public void copyPixels(int index, byte[] target_D) {
    System.arraycopy(images().pixels_ND(), index * inputs(), target_D, 0, inputs());
  }

  /**
   * Copies inputs {@code from} to {@code from + count - 1} of image {@code index}, each from 0 to
   * 255, to {@code target}, from {@code start} on.
   */
  void copyPixels(int index, int from, float[] target, int start, int count) {
    images().copy(index, from, target, start, count);
  }

  private Examples.Images images() {
    if (examples instanceof Examples.Images images) {
      return images;
    }
    throw new IllegalStateException(name + " is a table and has no pixels");
  }

  /** Copies the D inputs of example {@code index}, as they are, to {@code target}. */
  public void copyInputs(int index, float[] target, int start) {
    examples.copy(index, target, start);
  }

  /** The labels, each from 0 to C - 1, as a new array. */
  public int[] labels() {
    int[] labels = new int[size()];
    Arrays.setAll(labels, this::label);
    return labels;
  }

  /** The first {@code count} examples, or all when there are fewer. */
  public Dataset first(int count) {
    return count >= size() ? this : slice(0, count);
  }

  /** The examples {@code from} (inclusive) to {@code to} (exclusive). */
  public Dataset slice(int from, int to) {
    return with(examples.slice(from, to), Arrays.copyOfRange(labels_N, from, to));
  }

  /** The first {@code count} examples of an endless repetition of them all. */
  public Dataset repeated(int count) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = labels_N[i % size()];
    }
    return with(examples.repeated(count), labels);
  }

  /**
   * The same examples as {@code table}.
   *
   * @throws DataException if a number is not finite
   */
  Dataset with(Examples.Table table, String expected) {
    new DatasetChecks(name, split).requireFinite(table, expected);
    return with(table, labels_N);
  }

  private Dataset with(Examples changed, byte[] labels) {
    return new Dataset(name, split, classes, classNames, changed, labels, provenance);
  }
}
