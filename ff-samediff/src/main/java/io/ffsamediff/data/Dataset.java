package io.ffsamediff.data;

import java.util.List;
import java.util.Optional;

/**
 * One split of a data set: N examples of D inputs, each with a label. The inputs are the pixels of
 * an image, which stay bytes until they are put into a batch, or the real numbers of a table.
 */
public final class Dataset {

  private final String name;
  private final Split split;
  private final Examples examples;
  private final Labels labels;
  private final List<Provenance> provenance;

  /** Which part of a data set. */
  public enum Split {
    /** Examples to learn from. */
    TRAIN,
    /** Examples to be judged by. */
    TEST
  }

  /**
   * Grey images of {@code height} rows and {@code width} columns; else as {@link #Dataset(String,
   * Split, ImageShape, int, byte[], byte[], List) images of any shape}.
   *
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
        new Examples.Images(shape, pixels_ND),
        new Labels(classes, labels_N),
        provenance);
    new DatasetChecks(name, split).requireImages(shape, pixels_ND.length, labels_N.length);
  }

  private Dataset(
      String name, Split split, Examples examples, Labels labels, List<Provenance> provenance) {
    new DatasetChecks(name, split).requireLabels(labels);
    this.name = name;
    this.split = split;
    this.examples = examples;
    this.labels = labels;
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
    return new Dataset(name, split, table, new Labels(classes, labels_N), provenance);
  }

  /**
   * Images whose labels are here while they are elsewhere.
   *
   * @param shape that of each image
   * @param classes number of classes C
   * @param labels_N N labels from 0 to C - 1; taken over, must not change afterwards
   * @throws DataException if a label is not below {@code classes}
   */
  public static Dataset elsewhere(
      String name,
      Split split,
      ImageShape shape,
      int classes,
      byte[] labels_N,
      List<Provenance> provenance) {
    return new Dataset(
        name, split, Examples.Elsewhere.images(shape), new Labels(classes, labels_N), provenance);
  }

  /**
   * A table whose labels are here while its numbers are elsewhere.
   *
   * @param columns names of the D columns; none where they have none
   * @param inputs number of columns D
   * @param standardization how the numbers are standardised, where they are
   * @param classes number of classes C
   * @param labels_N N labels from 0 to C - 1; taken over, must not change afterwards
   * @throws DataException if a label is not below {@code classes}
   */
  public static Dataset tableElsewhere(
      String name,
      Split split,
      List<String> columns,
      int inputs,
      Optional<Standardization> standardization,
      int classes,
      byte[] labels_N,
      List<Provenance> provenance) {
    return new Dataset(
        name,
        split,
        Examples.Elsewhere.table(columns, inputs, standardization),
        new Labels(classes, labels_N),
        provenance);
  }

  /** Whether the inputs are elsewhere, so that nobody may ask for them here. */
  public boolean isElsewhere() {
    return examples instanceof Examples.Elsewhere;
  }

  /** Examples of the same form as these, wherever these are. */
  private Examples form() {
    return examples instanceof Examples.Elsewhere elsewhere ? elsewhere.form() : examples;
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
    return labels.size();
  }

  /** Number of inputs D of an example. */
  public int inputs() {
    return examples.inputs();
  }

  /** Whether it is a table of real numbers, and its examples no images. */
  public boolean isTable() {
    return form() instanceof Examples.Table;
  }

  /** Size of an image; a table is taken for a grey image of one row. */
  public ImageShape shape() {
    return examples.shape();
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
    return form() instanceof Examples.Table table ? table.columns() : List.of();
  }

  /** How the numbers of a table were standardised, where they were. */
  public Optional<Standardization> standardization() {
    return form() instanceof Examples.Table table ? table.standardization() : Optional.empty();
  }

  /** Number of classes C. */
  public int classes() {
    return labels.classes();
  }

  /** Names of the C classes; none where they have none. */
  public List<String> classNames() {
    return labels.names();
  }

  /**
   * The same examples with names of the classes.
   *
   * @param names C names, or none
   * @throws IllegalArgumentException if they are another number
   */
  public Dataset named(List<String> names) {
    return with(examples, labels.named(names));
  }

  /** The same examples, read from other files. */
  public Dataset from(List<Provenance> files) {
    return new Dataset(name, split, examples, labels, files);
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
    return labels.label(index);
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
   * What the examples are made of, where they are images.
   *
   * @throws IllegalStateException if it is a table
   */
  Examples.Images images() {
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
    return labels.toArray();
  }

  /** The first {@code count} examples, or all when there are fewer. */
  public Dataset first(int count) {
    return count >= size() ? this : slice(0, count);
  }

  /** The examples {@code from} (inclusive) to {@code to} (exclusive). */
  public Dataset slice(int from, int to) {
    return with(examples.slice(from, to), labels.slice(from, to));
  }

  /** The first {@code count} examples of an endless repetition of them all. */
  public Dataset repeated(int count) {
    return with(examples.repeated(count), labels.repeated(count));
  }

  /**
   * The same examples as {@code table}.
   *
   * @throws DataException if a number is not finite
   */
  Dataset with(Examples.Table table, String expected) {
    new DatasetChecks(name, split).requireFinite(table, expected);
    return with(table, labels);
  }

  private Dataset with(Examples examples, Labels labels) {
    return new Dataset(name, split, examples, labels, provenance);
  }
}
