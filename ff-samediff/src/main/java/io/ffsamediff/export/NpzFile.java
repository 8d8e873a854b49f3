package io.ffsamediff.export;

import io.ffsamediff.data.Standardization;
import io.ffsamediff.graph.TrainedLayer;
import io.ffsamediff.run.ModelDescription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights as an archive of NumPy arrays, as {@code numpy.savez} writes it: an array {@code
 * layer1/kernel} of shape I x O, {@code layer1/bias} and so on. The same weights make the same
 * bytes.
 */
final class NpzFile {

  /** Name of the file. */
  static final String NAME = "weights.npz";

  /** The earliest that a ZIP file knows; the time of writing would make each file another. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzFile() {}

  /** Writes the weights of {@code model}; starts ND4J. */
  static void write(TrainedModel model, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, Supplier<INDArray>> array : arrays(model).entrySet()) {
        add(zip, array.getKey() + ".npy", array.getValue());
      }
    }
  }

  private static void add(ZipOutputStream zip, String name, Supplier<INDArray> values)
      throws IOException {
    byte[] bytes;
    try (INDArray array = values.get()) {
      bytes = Nd4j.toNpyByteArray(array);
    }
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    // Not packed: weights hardly get smaller, and what packs them differs from machine to machine.
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** The names of the arrays. */
  static String describe(TrainedModel model) {
    return String.join(", ", arrays(model).keySet());
  }

  private static Map<String, Supplier<INDArray>> arrays(TrainedModel model) {
    Map<String, Supplier<INDArray>> arrays = new LinkedHashMap<>();
    for (TrainedLayer layer : model.layers()) {
      String name = "layer" + layer.spec().number();
      int inputs = layer.spec().inputs();
      put(arrays, name, layer.kernel_IO(), inputs, layer.bias_O());
    }
    model
        .head()
        .ifPresent(
            head -> put(arrays, "head", head.kernel_IC(), head.spec().inputs(), head.bias_C()));
    ModelDescription.@Nullable TableInputs table = model.description().table();
    Standardization by = table == null ? null : table.standardization();
    if (by != null) {
      arrays.put("standardization/means", () -> doubles(by.means()));
      arrays.put("standardization/deviations", () -> doubles(by.deviations()));
    }
    return arrays;
  }

  private static void put(
      Map<String, Supplier<INDArray>> arrays, String name, float[] kernel, int rows, float[] bias) {
    arrays.put(
        name + "/kernel", () -> Nd4j.createFromArray(kernel).reshape(rows, kernel.length / rows));
    if (bias.length > 0) {
      arrays.put(name + "/bias", () -> Nd4j.createFromArray(bias));
    }
  }

  private static INDArray doubles(List<Double> values) {
    return Nd4j.createFromArray(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
