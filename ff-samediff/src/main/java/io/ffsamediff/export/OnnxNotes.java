package io.ffsamediff.export;

import io.ffsamediff.config.ConfigHash;
import io.ffsamediff.run.ModelDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What an ONNX model says about itself. */
final class OnnxNotes {

  private final TrainedModel model;

  OnnxNotes(TrainedModel model) {
    this.model = model;
  }

  /** Of the model of label scores. */
  Map<String, String> ofScores() {
    Map<String, String> notes = common("goodness", LabelScores.SCORES);
    String layers =
        IntStream.rangeClosed(1, model.layers().size())
            .filter(model.config().evaluation().layers()::contains)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    notes.put("ff.outputs", "scores: goodness with each label, added up over layers " + layers);
    return notes;
  }

  /** Of the model of head logits. */
  Map<String, String> ofHead() {
    Map<String, String> notes = common("head", HeadLogits.LOGITS);
    String label =
        model.saved().labels().hasInputs() ? ", from one pass with the neutral label" : "";
    notes.put("ff.outputs", "logits: of the softmax classifier" + label);
    return notes;
  }

  private Map<String, String> common(String predictor, String output) {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("ff.run", model.config().name());
    notes.put("ff.version", model.description().ff());
    notes.put("ff.configSha256", ConfigHash.sha256(model.config()));
    notes.put("ff.predictor", predictor);
    notes.put("ff.data", model.config().data().name());
    notes.put("ff.classes", classes());
    notes.put("ff.shapes", shapes(output));
    notes.put("ff.inputs", inputs());
    return notes;
  }

  /** Their number, and their names where they have some. */
  private String classes() {
    List<String> names = model.description().classNames();
    int count = model.description().classes();
    return names == null ? String.valueOf(count) : count + names(names);
  }

  /** Input and outputs with their sizes; N is the number of examples. */
  String shapes(String output) {
    return "inputs float32 [N, %d] to %s float32 [N, %d] and label int64 [N]"
        .formatted(model.inputs(), output, model.description().classes());
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

  private static String names(List<String> columns) {
    return columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")";
  }

  /** All of it as lines of text. */
  static String text(Map<String, String> notes) {
    return notes.entrySet().stream()
        .map(note -> note.getKey().replaceFirst("ff\\.", "") + ": " + note.getValue())
        .collect(Collectors.joining("\n"));
  }
}
