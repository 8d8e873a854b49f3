package io.ffsamediff.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.run.RunFormatException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a model for each predictor that a network has. */
final class OnnxExport {

  /** The model of label scores. */
  static final String SCORES_FILE = "scores.onnx";

  /** The model of head logits. */
  static final String HEAD_FILE = "head.onnx";

  /** Version of the file format: that of ONNX 1.8, as the operators are. */
  private static final int IR_VERSION = 7;

  /** Bytes of a model's weights: a Protocol Buffers message ends at 2 GiB. */
  private static final long MOST_BYTES = (1L << 31) - (1L << 20);

  private final TrainedModel model;
  private final OnnxNotes notes;

  /**
   * An export of {@code model}.
   *
   * @throws RunFormatException if it is too large
   */
  OnnxExport(TrainedModel model) {
    this.model = model;
    this.notes = new OnnxNotes(model);
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
    if (hasScores()) {
      write(folder.resolve(SCORES_FILE), LabelScores.graph(model), notes.ofScores());
    }
    if (model.head().isPresent()) {
      GraphProto graph = HeadLogits.graph(model, model.head().get());
      write(folder.resolve(HEAD_FILE), graph, notes.ofHead());
    }
  }

  /** What {@link #write} writes. */
  ExportResult result() {
    List<ExportedFile> files = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    if (hasScores()) {
      files.add(new ExportedFile(SCORES_FILE, notes.shapes(LabelScores.SCORES)));
    } else {
      absent.add(
          "no %s, as the network was trained without labels in its input".formatted(SCORES_FILE));
    }
    if (model.head().isPresent()) {
      files.add(new ExportedFile(HEAD_FILE, notes.shapes(HeadLogits.LOGITS)));
    } else {
      absent.add("no %s, as the network has no softmax head".formatted(HEAD_FILE));
    }
    return new ExportResult(files, absent);
  }

  private boolean hasScores() {
    return model.saved().labels().hasInputs()
        && model.config().network() instanceof NetworkConfig.ForwardForward;
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
