package io.ffsamediff.run;

import io.ffsamediff.config.ConfigWriter;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.RowEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trained network in {@code model/}: {@code layer-1.fb} and so on, {@code head.fb} where there
 * is a softmax head, and {@code model.json}. Files are data: their lengths and checksums are
 * checked before anything parses them.
 *
 * <p>A new model is written to {@code model.partial} and renamed; the one before waits as {@code
 * model.old} until that is done. So after a crash at any point there is one whole model or none.
 */
public final class ModelStore {

  private static final String HEAD_FILE = "head.fb";

  private final RunDirectory run;

  /** The model of {@code run}. */
  public ModelStore(RunDirectory run) {
    this.run = run;
  }

  /** Writes the parts of a network as SameDiff files. */
  public interface PartWriter {

    /**
     * Writes layer {@code layer}, counted from 0, as a SameDiff file without training
     * configuration.
     *
     * @throws IOException if the file cannot be written
     */
    void writeLayer(int layer, Path file) throws IOException;

    /**
     * Writes the softmax head in the same way; called only where there is one.
     *
     * @throws IOException if the file cannot be written
     */
    void writeHead(Path file) throws IOException;
  }

  /**
   * A model whose files are all sound.
   *
   * @param description what {@code model.json} says
   * @param layers the layers' files, first to last
   * @param head the softmax head's file, where there is one
   */
  public record Saved(ModelDescription description, List<Path> layers, Optional<Path> head) {
    /** Copies the list. */
    public Saved {
      layers = List.copyOf(layers);
    }
  }

  /**
   * What is to be saved beside the layers and the head.
   *
   * @param ff version of the engine
   * @param inputs width of an encoded example
   * @param shape size of an image, or of a row of a table
   * @param classes number of classes
   * @param classNames their names; empty where they have none
   * @param table what else is to be known of a table; null for images
   * @param configJson the resolved configuration
   * @param layers number of layers
   * @param head whether there is a softmax head
   */
  public record Facts(
      String ff,
      int inputs,
      ImageShape shape,
      int classes,
      List<String> classNames,
      ModelDescription.@Nullable TableInputs table,
      String configJson,
      int layers,
      boolean head) {

    /**
     * What is to be saved of a network that {@code config} describes.
     *
     * @param train examples like those it has learnt
     * @throws io.ffsamediff.data.DataException if labels do not fit onto them
     * @throws io.ffsamediff.config.ConfigException if {@code config} asks for what they have not
     */
    public static Facts of(RunConfig config, Dataset train) {
      return new Facts(
          EngineVersion.current(),
          RowEncoder.of(config, train).inputs(),
          train.shape(),
          train.classes(),
          train.classNames(),
          ModelDescription.TableInputs.of(train),
          ConfigWriter.toJson(config),
          config.network().layers().size(),
          config.network().classified() != null);
    }
  }

  /**
   * Replaces the model.
   *
   * @throws RunFolderException if it cannot be written; the model before is left as it was
   */
  public void save(Facts facts, PartWriter writer) {
    Path fresh = sibling(AtomicFiles.PARTIAL);
    try {
      Folders.delete(fresh);
      Files.createDirectory(fresh);
      RunJson.write(fresh.resolve("model.json"), writeParts(fresh, facts, writer));
      swapIn(fresh);
    } catch (IOException e) {
      throw AtomicFiles.cannotWrite(run.model(), e);
    }
  }

  private static ModelDescription writeParts(Path folder, Facts facts, PartWriter writer)
      throws IOException {
    List<ModelDescription.PartFile> layers = new ArrayList<>();
    for (int layer = 0; layer < facts.layers(); layer++) {
      Path file = folder.resolve(layerFile(layer));
      writer.writeLayer(layer, file);
      layers.add(force(file));
    }
    ModelDescription.PartFile head = null;
    if (facts.head()) {
      Path file = folder.resolve(HEAD_FILE);
      writer.writeHead(file);
      head = force(file);
    }
    return describe(facts, layers, head);
  }

  private static String layerFile(int layer) {
    return "layer-" + (layer + 1) + ".fb";
  }

  private static ModelDescription.PartFile force(Path file) throws IOException {
    AtomicFiles.force(file);
    return new ModelDescription.PartFile(
        file.getFileName().toString(), Files.size(file), Digests.hex(file));
  }

  private static ModelDescription describe(
      Facts facts,
      List<ModelDescription.PartFile> layers,
      ModelDescription.@Nullable PartFile head) {
    return new ModelDescription(
        ModelDescription.VERSION,
        facts.ff(),
        facts.inputs(),
        facts.shape().height(),
        facts.shape().width(),
        facts.shape().channels() == 1 ? null : facts.shape().channels(),
        facts.classes(),
        facts.classNames().isEmpty() ? null : facts.classNames(),
        facts.table(),
        RunJson.LINE.readTree(facts.configJson()),
        layers,
        head);
  }

  private void swapIn(Path fresh) throws IOException {
    Path old = sibling(".old");
    if (Files.exists(run.model(), LinkOption.NOFOLLOW_LINKS)) {
      Folders.delete(old);
      Files.move(run.model(), old, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(fresh, run.model(), StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.forceFolder(run.folder().toAbsolutePath());
    Folders.delete(old);
  }

  private Path sibling(String ending) {
    return run.model().resolveSibling(run.model().getFileName() + ending);
  }

  /** What can be done about a run that has no model. */
  private String withoutModel() {
    RunStatus status =
        RunManifest.readIfPresent(run).map(RunManifest::status).orElse(RunStatus.RUNNING);
    if (status == RunStatus.DIVERGED) {
      return "It diverged; train it again with other settings.";
    }
    return run.hasCheckpoint()
        ? "The run was not finished; continue it with: ff train --resume " + run
        : "The run was not finished and has no checkpoint; train it again.";
  }

  /**
   * Finds the model and checks every file's length and SHA-256.
   *
   * @throws RunFormatException if there is no model, or it is truncated, altered, incomplete or of
   *     a newer version
   */
  public Saved load() {
    Path folder = folder();
    if (!Files.isDirectory(folder)) {
      throw RunFormatException.of(folder, "the trained model", "none", withoutModel());
    }
    ModelDescription description = ModelDescriptionReader.read(folder.resolve("model.json"));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < description.layers().size(); i++) {
      files.add(layer(description, i));
    }
    Optional<Path> head =
        Optional.ofNullable(description.head())
            .map(file -> PartCheck.sound(folder, HEAD_FILE, file));
    return new Saved(description, files, head);
  }

  /**
   * What {@code model.json} says, without a look at the layers' files; empty where there is no
   * model.
   *
   * @throws RunFormatException if it is damaged or newer
   */
  public Optional<ModelDescription> description() {
    Path folder = folder();
    return Files.isDirectory(folder)
        ? Optional.of(ModelDescriptionReader.read(folder.resolve("model.json")))
        : Optional.empty();
  }

  /**
   * The file of one layer, found to be sound.
   *
   * @param layer its number, from 0
   * @throws RunFormatException if it is missing, truncated or altered
   */
  public Path layer(ModelDescription description, int layer) {
    return PartCheck.sound(folder(), layerFile(layer), description.layers().get(layer));
  }

  private Path folder() {
    Path old = sibling(".old");
    return !Files.exists(run.model()) && Files.exists(old) ? old : run.model();
  }
}
