package io.ffsamediff.config;

import io.ffsamediff.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes {@code docs/configuration.md} from the same shapes that the reader walks. */
final class ConfigDocs {

  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Made from the records in io.ffsamediff.config. Do not edit: change the records, then run
           make golden -->

      A run is described by one JSON file. This is `configs/quickstart.json`:

      ```json
      %s```

      The file is read strictly: an unknown key, a value of the wrong type or out of its range, a key
      given twice, a comment or text after the closing brace is an error, and all errors of a file are
      reported at once. A key that is left out takes its default. `ff config check FILE` does nothing
      but read; `ff config show FILE` prints every key with its value.

      `"$schema": "./schema.json"` lets an editor complete and check keys while you type; the engine
      ignores it. `ff config schema` prints that JSON Schema (draft 2020-12), which knows all of the
      keys below but not the rules between them.

      ## Keys
      """;

  private static final String OVERRIDES =
      """

      ## Changing keys on the command line

      `--set key=value`, given as often as needed, changes a key after the file was read and before it
      is checked. It reaches every key, whether the file has it or not.

      | option | meaning |
      | --- | --- |
      | `--set training.epochs=3` | a number |
      | `--set training.batchSize=full` | a text needs no quotes |
      | `--set network.layers.0.units=100` | elements of a list by their index, from 0 |
      | `--set network.layers.1.optimizer.learningRate=0.01` | objects on the way are made, from their default if they have one |
      | `--set 'network.layers=[{"units":100}]'` | lists and objects as JSON |
      | `--set negatives.type=shuffled` | another kind; keys of the file that this kind does not know are then errors |

      ## Errors

      Each error names the place, what was expected there, what was found, and how to fix it. The exit
      code is 3. This command line

      ```
      ff train my.json --set training.epoch=5 --set device.executor=samedif
      ```

      with this `my.json`

      ```json
      %s```

      prints

      ```
      %s
      ```

      In a file that is not JSON the first error ends the reading:

      ```
      %s
      ```
      """;

  private static final String BROKEN =
      """
      {"name": "my run", "data": {"name": "mnist", "trainExample": 1000},
       "network": {"type": "forward-forward", "layers": [{"units": 100.5}, {"units": 100}]},
       "negatives": {"type": "wrong-lable"},
       "training": {"type": "layerwise", "epochs": 0, "batchSize": "all"},
       "evaluation": {"every": "5", "layers": []}}
      """;

  /** A type of object, with the places at which it stands. */
  private record Section(Shape shape, List<String> paths) {}

  private final Map<Object, Section> sections = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  private ConfigDocs() {}

  /** The document. */
  static String toMarkdown() throws IOException {
    ConfigDocs docs = new ConfigDocs();
    String quickstart = Files.readString(Golden.ROOT.resolve("configs/quickstart.json"));
    docs.text.append(INTRODUCTION.formatted(quickstart));
    docs.collect("", Shapes.RUN);
    docs.sections.values().forEach(docs::section);
    docs.text.append("\n## Rules between keys\n\n");
    ConfigRule.ALL.forEach(rule -> docs.text.append("- ").append(rule.text()).append('\n'));
    docs.text.append(OVERRIDES.formatted(BROKEN, brokenMessage(), brokenJsonMessage()));
    return docs.text.toString();
  }

  private static String brokenMessage() {
    List<String> options = List.of("training.epoch=5", "device.executor=samedif");
    return Configs.messageOf(() -> ConfigReader.parse("my.json", BROKEN, options));
  }

  private static String brokenJsonMessage() {
    String json = "{\"name\": \"mine\",\n \"seed\": 1,}";
    return Configs.messageOf(() -> ConfigReader.parse("my.json", json, List.of()));
  }

  private void collect(String path, Shape shape) {
    if (shape instanceof Shape.Fields fields) {
      if (add(fields.type(), shape, path)) {
        collectKeys(path, fields);
      }
    } else if (shape instanceof Shape.Tagged tagged) {
      if (add(tagged.tags(), shape, path)) {
        tagged.kinds().forEach(kind -> collectKeys(path, kind.fields()));
      }
    } else if (shape instanceof Shape.Items items) {
      collect(path + "[]", items.element());
    }
  }

  /** Adds a place; whether its type is new. */
  private boolean add(Object type, Shape shape, String path) {
    Section known = sections.get(type);
    if (known == null) {
      sections.put(type, new Section(shape, new ArrayList<>(List.of(path))));
      return true;
    }
    known.paths().add(path);
    return false;
  }

  private void collectKeys(String path, Shape.Fields fields) {
    String prefix = path.isEmpty() ? "" : path + ".";
    fields.keys().forEach(key -> collect(prefix + key.name(), key.shape()));
  }

  private void section(Section section) {
    String paths =
        section.paths().stream().map(path -> "`" + path + "`").collect(Collectors.joining(", "));
    text.append("\n### ").append(paths.equals("``") ? "Top level" : paths).append('\n');
    if (section.shape() instanceof Shape.Fields fields) {
      table(fields);
    } else if (section.shape() instanceof Shape.Tagged tagged) {
      for (Shape.Kind kind : tagged.kinds()) {
        text.append("\n`\"type\": \"%s\"`: %s\n".formatted(kind.tag(), kind.meaning()));
        table(kind.fields());
      }
    }
  }

  private void table(Shape.Fields fields) {
    if (fields.keys().isEmpty()) {
      text.append("It has no further keys.\n");
      return;
    }
    text.append("\n| key | value | default | source of the default | meaning |\n");
    text.append("| --- | --- | --- | --- | --- |\n");
    for (KeyModel key : fields.keys()) {
      text.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  key.name(),
                  key.shape().expected(),
                  defaultOf(key),
                  sourceOf(key),
                  key.key().value()));
    }
  }

  private static String defaultOf(KeyModel key) {
    if (key.required()) {
      return "must be given";
    }
    return key.nullable() ? "none" : "`" + key.key().defaultValue() + "`";
  }

  private static String sourceOf(KeyModel key) {
    boolean ours = key.defaultNode().isPresent() && key.key().source().isEmpty();
    return ours ? "own choice" : key.key().source();
  }
}
