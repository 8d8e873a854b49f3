package io.ffsamediff.cli;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.IdxImages;
import io.ffsamediff.data.IdxReader;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.PictureFit;
import io.ffsamediff.data.PictureReader;
import io.ffsamediff.data.UnlabelledTable;
import io.ffsamediff.run.ModelDescription;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads what is to be predicted, in the form that a model takes: pictures or IDX files, or the
 * lines of CSV files.
 */
final class PredictInput {

  /** Of an IDX file of images: two zeros, unsigned bytes, three dimensions. */
  private static final byte[] IDX = {0, 0, 8, 3};

  private final ModelDescription model;
  private final PictureFit fit;

  /** For {@code model}, pictures fitted as {@code fit} says. */
  PredictInput(ModelDescription model, PictureFit fit) {
    this.model = model;
    this.fit = fit;
  }

  /**
   * The examples of a file, whose labels say nothing: one of a picture, all of an IDX file or of a
   * CSV file.
   *
   * @throws DataException if the file is none of them, or does not fit the model
   */
  Dataset read(Path file) {
    ModelDescription.TableInputs table = model.table();
    if (table != null) {
      if (PictureReader.isPicture(file)) {
        throw new DataException(
            "%s: expected a CSV file for a run on a table, received a picture. Give the lines to predict as CSV."
                .formatted(file));
      }
      return table(file, table.columns());
    }
    return isIdx(file) ? idx(file) : picture(file);
  }

  private Dataset table(Path file, List<String> columns) {
    float[] values_ND = UnlabelledTable.read(file, columns, model.width());
    return Dataset.table(
        file.toString(),
        Dataset.Split.TEST,
        columns,
        model.classes(),
        values_ND,
        new byte[values_ND.length / model.width()],
        List.of());
  }

  private Dataset picture(Path file) {
    byte[] pixels =
        fit.pixels(
            file.toString(), PictureReader.bytes(file), PictureReader.MOST_PIXELS, model.shape());
    return dataset(file, model.shape(), pixels, 1);
  }

  private Dataset idx(Path file) {
    IdxImages images = IdxReader.images(file);
    ImageShape shape = ImageShape.grey(images.height(), images.width());
    return dataset(file, shape, images.pixels_ND(), images.count());
  }

  private Dataset dataset(Path file, ImageShape shape, byte[] pixels_ND, int count) {
    byte[] labels_N = new byte[count];
    return new Dataset(
        file.toString(),
        Dataset.Split.TEST,
        shape,
        model.classes(),
        pixels_ND,
        labels_N,
        List.of());
  }

  /** By its first bytes; packed ones by their name, as a packed picture is none. */
  private static boolean isIdx(Path file) {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
      return true;
    }
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(IDX.length), IDX);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable file, received an error (%s). Check its permissions."
              .formatted(file, e),
          e);
    }
  }
}
