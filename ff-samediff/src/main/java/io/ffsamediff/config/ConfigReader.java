package io.ffsamediff.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a configuration: strict JSON, then options such as {@code --set training.epochs=3}, then
 * defaults, ranges and the rules between keys. Reports everything that is wrong at once.
 */
public final class ConfigReader {

  /** Lets an editor find the JSON Schema; means nothing to the engine. */
  static final String SCHEMA_KEY = "$schema";

  private ConfigReader() {}

  /**
   * Reads a configuration file.
   *
   * @param file a JSON file in UTF-8, of 1 MiB at most
   * @param overrides options {@code key=value}, applied in this order
   * @throws ConfigException if it cannot be read or used; names all that is wrong
   */
  public static RunConfig read(Path file, List<String> overrides) {
    return parse(file.toString(), text(file), overrides);
  }

  /**
   * Reads a configuration from text.
   *
   * @param sourceName what the text is, for messages
   * @param json the text
   * @param overrides options {@code key=value}, applied in this order
   * @throws ConfigException if it cannot be used; names all that is wrong
   */
  public static RunConfig parse(String sourceName, String json, List<String> overrides) {
    JsonNode root = StrictJson.parse(sourceName, json);
    List<ConfigProblem> problems = new ArrayList<>();
    ConfigBinder.Binding binding = bind(root, overrides, problems);
    RunConfig config = binding.part("", RunConfig.class);
    if (config == null || !problems.isEmpty()) {
      throw new ConfigException(sourceName, problems);
    }
    return config;
  }

  private static ConfigBinder.Binding bind(
      JsonNode root, List<String> options, List<ConfigProblem> problems) {
    ConfigOverrides overrides = new ConfigOverrides(problems);
    if (root instanceof ObjectNode tree) {
      tree.remove(SCHEMA_KEY);
      options.forEach(option -> overrides.apply(Shapes.RUN, tree, option));
    }
    ConfigBinder.Binding binding = ConfigBinder.bind(Shapes.RUN, root);
    List<ConfigProblem> found = new ArrayList<>(binding.problems());
    if (!found.isEmpty()) {
      // Otherwise the RunConfig was made, and its constructor has checked the rules.
      found.addAll(
          ConfigRule.problems(
              new ConfigRule.Parts(
                  binding.part("/data", DataConfig.class),
                  binding.part("/network", NetworkConfig.class),
                  binding.part("/labels", LabelConfig.class),
                  binding.part("/negatives", NegativesConfig.class),
                  binding.part("/augmentation", AugmentationConfig.class),
                  binding.part("/training", TrainingConfig.class),
                  binding.part("/evaluation", EvaluationConfig.class),
                  binding.part("/device", DeviceConfig.class))));
    }
    found.stream().map(overrides::explain).distinct().forEach(problems::add);
    return binding;
  }

  private static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      String received = Files.exists(file) ? "something else" : "no such file";
      throw unreadable(
          file, received, "Check the path; configs/ has examples such as quickstart.json.");
    }
    try {
      Optional<byte[]> bytes = BoundedFile.read(file, JsonLimits.CONFIG_BYTES);
      if (bytes.isEmpty()) {
        String received = Files.size(file) + " bytes";
        throw unreadable(file, received, "A configuration has 1 MiB at most.");
      }
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.get()));
      return text.toString().replaceFirst("^\uFEFF", "");
    } catch (CharacterCodingException e) {
      throw unreadable(file, "bytes that are not UTF-8", "Save the file as UTF-8 text.");
    } catch (IOException e) {
      throw unreadable(
          file,
          "a file that cannot be read",
          "Check its permissions (" + e.getClass().getSimpleName() + ").");
    }
  }

  private static ConfigException unreadable(Path file, String received, String hint) {
    ConfigProblem problem = new ConfigProblem("", "a configuration file", received, hint);
    return new ConfigException(file.toString(), List.of(problem));
  }
}
