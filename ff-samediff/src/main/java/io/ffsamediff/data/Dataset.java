package io.ffsamediff.data;

import java.util.Arrays;
import java.util.List;

/**
 * One split of a data set: N examples of D bytes, each with a label. Pixels stay bytes; an example
 * becomes floats only when it is put into a batch.
 */
public final class Dataset {

  private final String name;
  private final Split split;
  private final int height;
  private final int width;
  private final int classes;
  private final byte[] pixels_ND;
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
   * Takes over the arrays, which must not change afterwards.
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
    int inputs = Math.multiplyExact(height, width);
    if (inputs == 0 || labels_N.length == 0) {
      throw new DataException(
          "%s (%s): expected at least one example of at least one pixel, received %d of %d x %d. Check the files."
              .formatted(name, split, labels_N.length, height, width));
    }
    if ((long) labels_N.length * inputs != pixels_ND.length) {
      throw new DataException(
          "%s (%s): expected as many images as labels, received %d images and %d labels. Use the two files that belong together."
              .formatted(name, split, pixels_ND.length / inputs, labels_N.length));
    }
    for (int i = 0; i < labels_N.length; i++) {
      int label = Byte.toUnsignedInt(labels_N[i]);
      if (label >= classes) {
        throw new DataException(
            "%s (%s): expected labels from 0 to %d, received %d at example %d. Use the label file of this data set."
                .formatted(name, split, classes - 1, label, i));
      }
    }
    this.name = name;
    this.split = split;
    this.height = height;
    this.width = width;
    this.classes = classes;
    this.pixels_ND = pixels_ND;
    this.labels_N = labels_N;
    this.provenance = List.copyOf(provenance);
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

  /** Number of bytes D of an example. */
  public int inputs() {
    return height * width;
  }

  /** Rows of an image. */
  public int height() {
    return height;
  }

  /** Columns of an image. */
  public int width() {
    return width;
  }

  /** Number of classes C. */
  public int classes() {
    return classes;
  }

  /** The files it was read from. */
  public List<Provenance> provenance() {
    return provenance;
  }

  /** Label of example {@code index}, from 0 to C - 1. */
  public int label(int index) {
    return Byte.toUnsignedInt(labels_N[index]);
  }

  /** Input {@code input} of example {@code index}, from 0 to 255. */
  public int pixel(int index, int input) {
    return Byte.toUnsignedInt(pixels_ND[index * inputs() + input]);
  }

  /** Copies the D bytes of example {@code index} to {@code target_D}. */
  public void copyPixels(int index, byte[] target_D) {
    System.arraycopy(pixels_ND, index * inputs(), target_D, 0, inputs());
  }

  /**
   * Copies inputs {@code from} to {@code from + count - 1} of example {@code index}, each from 0 to
   * 255, to {@code target}, from {@code start} on.
   */
  void copyPixels(int index, int from, float[] target, int start, int count) {
    int first = index * inputs() + from;
    for (int i = 0; i < count; i++) {
      target[start + i] = pixels_ND[first + i] & 0xFF;
    }
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
    return new Dataset(
        name,
        split,
        height,
        width,
        classes,
        Arrays.copyOfRange(pixels_ND, from * inputs(), to * inputs()),
        Arrays.copyOfRange(labels_N, from, to),
        provenance);
  }
}
