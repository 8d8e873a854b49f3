package io.ffsamediff.config;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule between keys. It looks at the parts it compares and names the key to change.
 *
 * @param text the rule as a sentence, in Markdown
 * @param finder finds where it is broken; nowhere while a part that it looks at is unknown
 */
record ConfigRule(String text, Function<Parts, Stream<ConfigProblem>> finder) {

  /** All rules. */
  static final List<ConfigRule> ALL =
      Stream.of(
              LayerRules.ALL,
              HeadRules.ALL,
              BackpropRules.ALL,
              LabelRules.ALL,
              TrainingRules.ALL,
              DeviceRules.ALL)
          .flatMap(List::stream)
          .toList();

  /**
   * The parts of a configuration that rules look at; a part is null while it is unknown.
   *
   * @param data the data set
   * @param network the layers
   * @param labels how labels become part of examples
   * @param negatives how negatives are made
   * @param augmentation how training images are distorted; null too if they are not
   * @param training the loop
   * @param evaluation when and how errors are counted
   * @param device where and how it runs
   */
  record Parts(
      @Nullable DataConfig data,
      @Nullable NetworkConfig network,
      @Nullable LabelConfig labels,
      @Nullable NegativesConfig negatives,
      @Nullable AugmentationConfig augmentation,
      @Nullable TrainingConfig training,
      @Nullable EvaluationConfig evaluation,
      @Nullable DeviceConfig device) {}

  /** A rule about one part. */
  static <A> ConfigRule rule(
      String text, Function<Parts, @Nullable A> part, Function<A, Stream<ConfigProblem>> finder) {
    return new ConfigRule(
        text,
        parts -> {
          A value = part.apply(parts);
          return value == null ? Stream.empty() : finder.apply(value);
        });
  }

  /** A rule about two parts. */
  static <A, B> ConfigRule rule(
      String text,
      Function<Parts, @Nullable A> first,
      Function<Parts, @Nullable B> second,
      BiFunction<A, B, Stream<ConfigProblem>> finder) {
    return new ConfigRule(
        text,
        parts -> {
          A a = first.apply(parts);
          B b = second.apply(parts);
          return a == null || b == null ? Stream.empty() : finder.apply(a, b);
        });
  }

  /** The problem at {@code pointer}, where {@code broken}. */
  static Stream<ConfigProblem> problem(
      boolean broken, String pointer, String expected, String received, String hint) {
    return broken
        ? Stream.of(new ConfigProblem(pointer, expected, received, hint))
        : Stream.empty();
  }

  /** The indices of a list. */
  static Stream<Integer> indices(List<?> list) {
    return Stream.iterate(0, i -> i < list.size(), i -> i + 1);
  }

  /** All broken rules, as far as can be told. */
  static List<ConfigProblem> problems(Parts parts) {
    return ALL.stream().flatMap(rule -> rule.finder.apply(parts)).toList();
  }

  /**
   * Refuses broken rules.
   *
   * @throws ConfigException if a rule is broken; it names all of them
   */
  static void check(Parts parts) {
    List<ConfigProblem> problems = problems(parts);
    if (!problems.isEmpty()) {
      throw new ConfigException(RunConfig.class.getSimpleName(), problems);
    }
  }
}
