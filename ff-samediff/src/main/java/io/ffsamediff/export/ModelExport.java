package io.ffsamediff.export;

import io.ffsamediff.run.ModelCopy;
import io.ffsamediff.run.NewFolder;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFolderException;
import io.ffsamediff.run.SavedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes the trained network of a run to other tools. */
public final class ModelExport {

  private final SavedModel saved;

  private ModelExport(SavedModel saved) {
    this.saved = saved;
  }

  /**
   * Writes the trained network of {@code run} to a new folder; the run is not changed.
   *
   * @param folder must not exist, or be empty
   * @throws io.ffsamediff.run.RunFormatException if there is no trained network, it is damaged, or
   *     too large for the format
   * @throws io.ffsamediff.graph.ParameterFileException if a file of it is damaged
   * @throws io.ffsamediff.run.RunFolderException if the folder is not new, or cannot be written
   */
  public static ExportResult write(RunDirectory run, ExportFormat format, Path folder) {
    requireOutside(run, folder);
    ModelExport export = new ModelExport(SavedModel.find(run));
    return switch (format) {
      case ONNX -> export.onnx(folder);
      case NPZ -> export.npz(folder);
      case SAMEDIFF -> export.sameDiff(folder);
    };
  }

  private static void requireOutside(RunDirectory run, Path folder) {
    Path own = run.folder().toAbsolutePath().normalize();
    if (folder.toAbsolutePath().normalize().startsWith(own)) {
      throw new RunFolderException(
          "%s: expected a folder outside of the run, received one in %s. Choose another with --out."
              .formatted(folder, run));
    }
  }

  private ExportResult onnx(Path folder) {
    OnnxExport onnx = new OnnxExport(TrainedModel.read(saved));
    NewFolder.create(folder, onnx::write);
    return onnx.result();
  }

  private ExportResult npz(Path folder) {
    TrainedModel model = TrainedModel.read(saved);
    NewFolder.create(folder, target -> NpzFile.write(model, target.resolve(NpzFile.NAME)));
    return new ExportResult(
        List.of(new ExportedFile(NpzFile.NAME, NpzFile.describe(model))), List.of());
  }

  private ExportResult sameDiff(Path folder) {
    NewFolder.create(folder, target -> ModelCopy.write(saved.files(), target));
    List<ExportedFile> files = new ArrayList<>();
    saved
        .layers()
        .forEach(
            layer ->
                files.add(
                    new ExportedFile(
                        "layer-%d.fb".formatted(layer.number()),
                        "%d normalised inputs to goodness and %d normalised activations"
                            .formatted(layer.inputs(), layer.units()))));
    saved
        .head()
        .ifPresent(
            head ->
                files.add(
                    new ExportedFile(
                        "head.fb",
                        "%d normalised activations to %d logits and probabilities"
                            .formatted(head.inputs(), head.classes()))));
    files.add(new ExportedFile("model.json", "what they belong to, with their checksums"));
    return new ExportResult(files, List.of());
  }
}
