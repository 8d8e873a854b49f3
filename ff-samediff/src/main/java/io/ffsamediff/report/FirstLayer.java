package io.ffsamediff.report;

import io.ffsamediff.data.ImageShape;
import io.ffsamediff.graph.KernelFile;
import io.ffsamediff.run.ModelDescription;
import io.ffsamediff.run.ModelStore;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The weights of a few units of the first layer by which they look at the image: those of the
 * largest norm, largest first. Weights of a label do not count, and are shown only where it lies on
 * the image.
 *
 * @param shape size of an image
 * @param labelPixels pixels at the beginning that hold a label instead of the image
 * @param of units of the layer
 * @param units the chosen units
 */
record FirstLayer(ImageShape shape, int labelPixels, int of, List<Unit> units) {

  /** Units that are shown. */
  static final int UNITS = 64;

  /** Weights of a layer that is looked at: 128 MiB. */
  private static final long MOST_WEIGHTS = 1 << 25;

  /**
   * A unit.
   *
   * @param number its number, from 0
   * @param norm the root of the sum of its squared weights, those of a label left out
   * @param weights_D a weight for each input of the image
   */
  record Unit(int number, double norm, float[] weights_D) {

    /** The largest magnitude of the weights from {@code first} on. */
    float largest(int first) {
      float largest = 0;
      for (int i = first; i < weights_D.length; i++) {
        largest = Math.max(largest, Math.abs(weights_D[i]));
      }
      return largest;
    }
  }

  /**
   * Reads them; empty for a table, before the end of a run, and for a layer that is too large to be
   * looked at.
   *
   * @throws io.ffsamediff.run.RunFormatException if the layer's file is missing or altered
   * @throws io.ffsamediff.graph.ParameterFileException if it is not what was saved
   */
  static Optional<FirstLayer> read(RunContents contents) {
    ModelDescription model = contents.model().orElse(null);
    if (model == null || model.table() != null) {
      return Optional.empty();
    }
    int units = model.config().path("network").path("layers").path(0).path("units").asInt(0);
    long weights = (long) model.inputs() * units;
    ImageShape shape = model.shape();
    if (weights < 1 || weights > MOST_WEIGHTS || shape.inputs() > model.inputs()) {
      return Optional.empty();
    }
    Path file = new ModelStore(contents.run()).layer(model, 0);
    float[] kernel_IO = KernelFile.read(file, model.inputs(), units);
    int label = labelPixels(model);
    return Optional.of(
        new FirstLayer(shape, label, units, largest(kernel_IO, shape, label, units)));
  }

  private static int labelPixels(ModelDescription model) {
    JsonNode config = model.config();
    boolean overlay =
        config.path("labels").path("type").asString("").equals("overlay")
            && !config.path("network").path("type").asString("").equals("backprop");
    return overlay ? Math.min(model.classes(), model.shape().inputs()) : 0;
  }

  private static List<Unit> largest(float[] kernel_IO, ImageShape shape, int label, int units) {
    double[] norms = new double[units];
    for (int k = label * units; k < shape.inputs() * units; k++) {
      norms[k % units] += (double) kernel_IO[k] * kernel_IO[k];
    }
    return IntStream.range(0, units)
        .boxed()
        .filter(unit -> Double.isFinite(norms[unit]))
        .sorted(Comparator.comparingDouble(unit -> -norms[unit]))
        .limit(UNITS)
        .map(unit -> unit(kernel_IO, shape, units, unit, Math.sqrt(norms[unit])))
        .toList();
  }

  private static Unit unit(
      float[] kernel_IO, ImageShape shape, int units, int number, double norm) {
    float[] weights_D = new float[shape.inputs()];
    for (int input = 0; input < weights_D.length; input++) {
      weights_D[input] = kernel_IO[input * units + number];
    }
    return new Unit(number, norm, weights_D);
  }
}
