package io.ffsamediff.data;

import java.util.List;

/**
 * Whether what a data set is made of fits together.
 *
 * @param name name in the catalogue, for messages
 * @param split which part, for messages
 */
record DatasetChecks(String name, Dataset.Split split) {

  /**
   * The shape of grey images.
   *
   * @throws DataException if they have no pixel
   */
  ImageShape grey(int height, int width, int count) {
    if (height < 1 || width < 1) {
      throw noPixel(count, height + " x " + width);
    }
    return ImageShape.grey(height, width);
  }

  private DataException noPixel(int count, String size) {
    return new DataException(
        "%s (%s): expected at least one example of at least one pixel, received %d of %s. Check the files."
            .formatted(name, split, count, size));
  }

  /**
   * Checks the number of images.
   *
   * @param pixels pixels of all images
   * @throws DataException if there is none, or another number than of labels
   */
  void requireImages(ImageShape shape, int pixels, int labels) {
    if (labels == 0) {
      throw noPixel(0, shape.toString());
    }
    int inputs = shape.inputs();
    if ((long) labels * inputs != pixels) {
      throw new DataException(
          "%s (%s): expected as many images as labels, received %d images and %d labels. Use the two files that belong together."
              .formatted(name, split, pixels / inputs, labels));
    }
  }

  /**
   * Checks labels.
   *
   * @throws DataException if one is not below their number of classes
   */
  void requireLabels(Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      int label = labels.label(i);
      if (label >= labels.classes()) {
        throw new DataException(
            "%s (%s): expected labels from 0 to %d, received %d at example %d. Use the label file of this data set."
                .formatted(name, split, labels.classes() - 1, label, i));
      }
    }
  }

  /**
   * The number of a table's columns.
   *
   * @param numbers numbers of all examples
   * @throws DataException if there is no example, or the numbers are not as many for each
   */
  int columns(List<String> columns, int numbers, int labels) {
    int inputs = labels == 0 ? 0 : numbers / labels;
    if (inputs == 0
        || (long) inputs * labels != numbers
        || !(columns.isEmpty() || columns.size() == inputs)) {
      throw new DataException(
          "%s (%s): expected at least one example, and as many numbers for each as there are columns, received %d numbers, %d labels and %d names. Check the file."
              .formatted(name, split, numbers, labels, columns.size()));
    }
    return inputs;
  }

  /**
   * Checks the numbers of a table.
   *
   * @throws DataException if one is not finite
   */
  void requireFinite(Examples.Table table, String expected) {
    float[] values_ND = table.values_ND();
    for (int i = 0; i < values_ND.length; i++) {
      if (!Float.isFinite(values_ND[i])) {
        throw new DataException(
            "%s (%s): expected %s, received %s at example %d, %s. Correct or leave out the example."
                .formatted(
                    name,
                    split,
                    expected,
                    values_ND[i],
                    i / table.inputs(),
                    table.describe(i % table.inputs())));
      }
    }
  }
}
