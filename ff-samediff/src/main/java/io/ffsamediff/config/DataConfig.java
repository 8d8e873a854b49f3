package io.ffsamediff.config;

/**
 * The data set.
 *
 * @param name name in the catalogue
 * @param trainExamples how many of the first training examples are used
 * @param testExamples how many of the first test examples are used
 * @param validationExamples how many of the last of the training examples used are held back
 * @param scaling what becomes of the numbers of a table
 */
public record DataConfig(
    @Key(
            value = "Name of the data set: see 'ff data list'.",
            pattern = Constraints.NAME_PATTERN,
            form = Constraints.NAME_FORM)
        String name,
    @Key(
            value = "Use only the first training examples: a number, or \"all\".",
            defaultValue = "\"all\"")
        ExampleLimit trainExamples,
    @Key(
            value = "Use only the first test examples: a number, or \"all\".",
            defaultValue = "\"all\"")
        ExampleLimit testExamples,
    @Key(
            value =
                "How many of the training examples, the last ones, are not trained on but counted as validation errors.",
            defaultValue = "0",
            min = 0)
        int validationExamples,
    @Key(
            value =
                "What becomes of the numbers of a table: \"standardize\" (each column gets mean 0 and standard deviation 1 over the training examples that are learnt from; one that is constant there becomes 0), \"none\", or \"auto\" (\"standardize\"). The means and deviations are saved with the model. The pixels of images are always divided by 255.",
            defaultValue = "\"auto\"",
            source = "own choice")
        Scaling scaling) {

  /** Checks ranges. */
  public DataConfig {
    Constraints.check(
        DataConfig.class, name, trainExamples, testExamples, validationExamples, scaling);
  }

  /** What becomes of the numbers of a table. */
  public enum Scaling {
    /** Standardised for a table, nothing for images. */
    AUTO,
    /** Each column gets mean 0 and standard deviation 1 over the training examples. */
    STANDARDIZE,
    /** They stay as they are. */
    NONE
  }

  /** How many examples of a split are used. */
  public sealed interface ExampleLimit {

    /** The number used of {@code available} examples. */
    int of(int available);

    /** Every example. */
    @Word("all")
    record All() implements ExampleLimit {
      @Override
      public int of(int available) {
        return available;
      }
    }

    /** The first {@code count} examples, or all when there are fewer. */
    record First(@Key(value = "Number of examples.", min = 1) int count) implements ExampleLimit {

      /** Checks the range. */
      public First {
        Constraints.check(First.class, count);
      }

      @Override
      public int of(int available) {
        return Math.min(count, available);
      }
    }
  }
}
