package io.ffsamediff.run;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code figures/examples.json}: a few training examples, kept so that a report can show them
 * without the data.
 *
 * @param height rows of an image
 * @param width columns of an image
 * @param channels colour planes of an image; null for one
 * @param examples the examples
 */
public record ExampleImages(
    int height, int width, @Nullable Integer channels, List<Example> examples) {

  /**
   * Checks that images have the given size.
   *
   * @throws IllegalArgumentException if one has not
   */
  public ExampleImages {
    examples = List.copyOf(examples);
    ImageShape shape = shape(height, width, channels);
    for (Example example : examples) {
      if (example.pixels().length != shape.inputs()) {
        throw new IllegalArgumentException(
            "an image of %d pixels is not %s".formatted(example.pixels().length, shape));
      }
    }
  }

  /** Size of each image. */
  public ImageShape shape() {
    return shape(height, width, channels);
  }

  private static ImageShape shape(int height, int width, @Nullable Integer channels) {
    return new ImageShape(channels == null ? 1 : channels, height, width);
  }

  /**
   * One example.
   *
   * @param label its class
   * @param pixels its pixels, plane after plane, row by row, 0 black to 255 white as an unsigned
   *     byte; base64 in JSON
   */
  public record Example(int label, byte[] pixels) {
    /** Nothing may be absent. */
    public Example {
      Objects.requireNonNull(pixels, "pixels");
    }
  }

  /** {@code count} different examples of {@code data}, drawn with {@code seed}. */
  public static ExampleImages pick(Dataset data, int count, long seed) {
    List<Example> examples =
        new SplittableRandom(seed)
            .ints(0, data.size())
            .distinct()
            .limit(Math.min(count, data.size()))
            .mapToObj(index -> example(data, index))
            .toList();
    int channels = data.shape().channels();
    return new ExampleImages(
        data.height(), data.width(), channels == 1 ? null : channels, examples);
  }

  private static Example example(Dataset data, int index) {
    byte[] pixels = new byte[data.inputs()];
    data.copyPixels(index, pixels);
    return new Example(data.label(index), pixels);
  }

  private static Path file(RunDirectory run) {
    return run.figures().resolve("examples.json");
  }

  /**
   * Writes the file.
   *
   * @throws RunFolderException if it cannot be written
   */
  public void write(RunDirectory run) {
    RunJson.write(file(run), this);
  }

  /**
   * Reads the file; empty if the run has none.
   *
   * @throws RunFormatException if it is damaged
   */
  public static Optional<ExampleImages> read(RunDirectory run) {
    return Files.exists(file(run))
        ? Optional.of(RunJson.read(file(run), RunLimits.EXAMPLES, ExampleImages.class))
        : Optional.empty();
  }
}
