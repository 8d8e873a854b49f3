package io.ffsamediff.export;

import io.ffsamediff.config.ConfigHash;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.run.ModelDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an ONNX model says about itself.
 *
 * @param model the network
 * @param kind the predictor that the model is
 */
record OnnxNotes(TrainedModel model, PredictorKind kind) {

  /** Of the model that is predictor {@code kind} of {@code model}. */
  static OnnxNotes of(TrainedModel model, PredictorKind kind) {
    return new OnnxNotes(model, kind);
  }

  /** Name of the first output. */
  String output() {
    return kind == PredictorKind.HEAD ? "logits" : "scores";
  }

  /** Input and outputs with their sizes; N is the number of examples. */
  String shapes() {
    return "inputs float32 [N, %d] to %s float32 [N, %d] and label int64 [N]"
        .formatted(model.inputs(), output(), model.description().classes());
  }

  /** Key by key. */
  Map<String, String> metadata() {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("ff.run", model.config().name());
    notes.put("ff.version", model.description().ff());
    notes.put("ff.configSha256", ConfigHash.sha256(model.config()));
    notes.put("ff.predictor", kind.name().toLowerCase(Locale.ROOT));
    notes.put("ff.data", model.config().data().name());
    notes.put("ff.classes", classes());
    notes.put("ff.shapes", shapes());
    notes.put("ff.inputs", inputs());
    notes.put("ff.outputs", outputs());
    return notes;
  }

  private String classes() {
    List<String> names = model.description().classNames();
    int count = model.description().classes();
    return names == null ? String.valueOf(count) : count + names(names);
  }

  private String inputs() {
    ModelDescription description = model.description();
    ModelDescription.@Nullable TableInputs table = description.table();
    if (table == null) {
      return "pixels of an image of %d rows and %d columns, %srow by row, each from 0 to 1 (a byte over 255)"
          .formatted(
              description.height(),
              description.width(),
              description.shape().channels() == 1 ? "" : "red, then green, then blue, each ");
    }
    return "columns of the table%s, as they stand there%s"
        .formatted(
            names(table.columns()),
            table.standardization() == null ? "" : "; the model standardises them");
  }

  private static String names(List<String> names) {
    return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
  }

  private String outputs() {
    String label = "; label: the class of the largest, the first of equal ones";
    return switch (kind) {
      case GOODNESS -> "scores: goodness with each label, added up over layers " + layers() + label;
      case HEAD -> "logits: of the softmax classifier" + neutral() + label;
      case COMBINED ->
          "scores: standard scores of goodness (layers %s) and logits, added up".formatted(layers())
              + label;
    };
  }

  private String layers() {
    return IntStream.rangeClosed(1, model.layers().size())
        .filter(model.config().evaluation().layers()::contains)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private String neutral() {
    return model.saved().labels().hasInputs() ? ", from one pass with the neutral label" : "";
  }

  /** All of it as lines of text. */
  static String text(Map<String, String> notes) {
    return notes.entrySet().stream()
        .map(note -> note.getKey().substring("ff.".length()) + ": " + note.getValue())
        .collect(Collectors.joining("\n"));
  }
}
