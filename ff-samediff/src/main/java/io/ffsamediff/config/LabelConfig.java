package io.ffsamediff.config;

/** How a label becomes part of an example. */
public sealed interface LabelConfig {

  /** The one-hot label replaces the first inputs, one per class (Hinton 2022, section 3.3). */
  @Tag(value = "overlay", meaning = "The one-hot label replaces the first inputs, one per class.")
  record Overlay(
      @Key(
              value =
                  "Height of the label's input: \"max\" (the image's largest pixel) or a number.",
              defaultValue = "\"max\"",
              source = "Keras example, overlay_y_on_x")
          Strength strength)
      implements LabelConfig {

    /** Checks ranges. */
    public Overlay {
      Constraints.check(Overlay.class, strength);
    }
  }

  /** The one-hot label is put behind the inputs: for data without a blank corner. */
  @Tag(
      value = "append",
      meaning = "The one-hot label is put behind the inputs: for data without a blank corner.")
  record Append(
      @Key(
              value =
                  "Height of the label's input: \"max\" (the image's largest pixel, the largest magnitude in an example of a table) or a number, which is the better choice for a table.",
              defaultValue = "\"max\"",
              source = "as overlay")
          Strength strength)
      implements LabelConfig {

    /** Checks ranges. */
    public Append {
      Constraints.check(Append.class, strength);
    }
  }

  /** No label: the image keeps all its pixels (Hinton 2022, section 3.2). */
  @Tag(
      value = "none",
      meaning = "No label: the image keeps all its pixels. For negatives without labels.")
  record None() implements LabelConfig {}

  /** Height of a label's input. */
  sealed interface Strength {

    /** The largest pixel of the image that the label goes onto, or magnitude in its example. */
    @Word("max")
    record ImageMaximum() implements Strength {}

    /** The same height for every example; pixels are in 0..1. */
    record Fixed(@Key(value = "Height.", min = 0, aboveMin = true) double height)
        implements Strength {

      /** Checks the range. */
      public Fixed {
        Constraints.check(Fixed.class, height);
      }
    }
  }
}
