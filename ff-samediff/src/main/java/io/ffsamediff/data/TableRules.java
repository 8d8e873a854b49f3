package io.ffsamediff.data;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigProblem;
import io.ffsamediff.config.DataConfig.Scaling;
import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.NegativesConfig;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;
import java.util.ArrayList;
import java.util.List;

/** What a configuration may not ask of a table, as its examples are no images, and of images. */
final class TableRules {

  private TableRules() {}

  /**
   * Refuses what {@code data} have not.
   *
   * @throws ConfigException if {@code config} asks for it; it names all of it
   */
  static void check(RunConfig config, Dataset data) {
    List<ConfigProblem> problems =
        data.isTable() ? ofTable(config, data.name()) : ofImages(config, data.name());
    if (!problems.isEmpty()) {
      throw new ConfigException("configuration", problems);
    }
  }

  private static List<ConfigProblem> ofTable(RunConfig config, String name) {
    List<ConfigProblem> problems = new ArrayList<>();
    if (config.network() instanceof NetworkConfig.ForwardForward
        && config.labels() instanceof LabelConfig.Overlay) {
      problems.add(
          new ConfigProblem(
              "/labels/type",
              "\"append\", as " + name + " is a table, whose first columns a label would erase",
              "\"overlay\"",
              "Choose {\"type\": \"append\", \"strength\": 1}."));
    }
    if (config.negatives() instanceof NegativesConfig.Hybrid) {
      problems.add(
          new ConfigProblem(
              "/negatives/type",
              "negatives that need no image, as " + name + " is a table",
              "\"hybrid\"",
              "Choose \"wrong-label\", and labels of type \"append\"."));
    }
    if (config.augmentation() != null) {
      problems.add(
          new ConfigProblem(
              "/augmentation",
              "none, as " + name + " is a table",
              "distortions of images",
              "Remove it."));
    }
    return problems;
  }

  private static List<ConfigProblem> ofImages(RunConfig config, String name) {
    return config.data().scaling() == Scaling.STANDARDIZE
        ? List.of(
            new ConfigProblem(
                "/data/scaling",
                "\"auto\" or \"none\", as " + name + " holds images",
                "\"standardize\"",
                "Remove it: pixels are divided by 255."))
        : List.of();
  }
}
