package io.ffsamediff.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.run.RunFormatException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tribuo.util.onnx.ONNXRef;

/** Writes a model for each predictor that a network has. */
final class OnnxExport {

  /** The model of label scores. */
  static final String SCORES_FILE = "scores.onnx";

  /** The model of head logits. */
  static final String HEAD_FILE = "head.onnx";

  /** The model that adds both. */
  static final String COMBINED_FILE = "combined.onnx";

  /** Version of the file format: that of ONNX 1.8, as the operators are. */
  private static final int IR_VERSION = 7;

  /** Bytes of a model's weights: a Protocol Buffers message ends at 2 GiB. */
  private static final long MOST_BYTES = (1L << 31) - (1L << 20);

  private final TrainedModel model;

  /**
   * An export of {@code model}.
   *
   * @throws RunFormatException if it is too large
   */
  OnnxExport(TrainedModel model) {
    this.model = model;
    requireFits(model.config().name(), Float.BYTES * model.parameters());
  }

  /** Refuses weights of {@code bytes} if they do not fit into one file. */
  static void requireFits(String name, long bytes) {
    if (bytes > MOST_BYTES) {
      throw new RunFormatException(
          "%s: expected at most %d bytes of weights, as ONNX files end at 2 GiB, received %d. Export it with --format npz or samediff."
              .formatted(name, MOST_BYTES, bytes));
    }
  }

  /** Writes the models into {@code folder}. */
  void write(Path folder) throws IOException {
    for (PredictorKind kind : kinds()) {
      OnnxNotes notes = OnnxNotes.of(model, kind);
      write(folder.resolve(file(kind)), graph(kind, notes), notes.metadata());
    }
  }

  /** What {@link #write} writes. */
  ExportResult result() {
    List<ExportedFile> files =
        kinds().stream()
            .map(kind -> new ExportedFile(file(kind), OnnxNotes.of(model, kind).shapes()))
            .toList();
    List<String> absent = new ArrayList<>();
    if (!hasScores()) {
      absent.add(
          "no %s, as the network was trained without labels in its input".formatted(SCORES_FILE));
    }
    if (model.head().isEmpty()) {
      absent.add("no %s, as the network has no softmax head".formatted(HEAD_FILE));
    }
    return new ExportResult(files, absent);
  }

  /** The predictors that the network has, as {@code Predictors} finds them. */
  private List<PredictorKind> kinds() {
    return Stream.of(PredictorKind.values())
        .filter(kind -> hasScores() || kind == PredictorKind.HEAD)
        .filter(kind -> model.head().isPresent() || kind == PredictorKind.GOODNESS)
        .toList();
  }

  private boolean hasScores() {
    return model.saved().labels().hasInputs();
  }

  private static String file(PredictorKind kind) {
    return switch (kind) {
      case GOODNESS -> SCORES_FILE;
      case HEAD -> HEAD_FILE;
      case COMBINED -> COMBINED_FILE;
    };
  }

  private GraphProto graph(PredictorKind kind, OnnxNotes notes) {
    OnnxGraph graph = new OnnxGraph();
    FirstProduct first = FirstProduct.define(graph, model);
    ONNXRef<?> scores_NC =
        switch (kind) {
          case GOODNESS -> LabelScores.define(graph, model, first);
          case HEAD -> logits(graph, first);
          case COMBINED ->
              CombinedScores.define(
                  graph, LabelScores.define(graph, model, first), logits(graph, first));
        };
    int classes = model.description().classes();
    return graph.end(model.config().name(), notes.output(), scores_NC, classes);
  }

  private ONNXRef<?> logits(OnnxGraph graph, FirstProduct first) {
    return HeadLogits.define(graph, model, model.head().orElseThrow(), first);
  }

  private void write(Path file, GraphProto graph, Map<String, String> metadata) throws IOException {
    ModelProto.Builder builder =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxGraph.OPSET))
            .setProducerName("ff-samediff")
            .setProducerVersion(model.description().ff())
            .setDomain("io.ffsamediff")
            .setModelVersion(1)
            .setDocString(OnnxNotes.text(metadata))
            .setGraph(graph);
    metadata.forEach(
        (key, value) ->
            builder.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      builder.build().writeTo(out);
    }
  }
}
