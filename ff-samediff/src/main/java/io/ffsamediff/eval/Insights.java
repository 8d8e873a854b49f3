package io.ffsamediff.eval;

import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.Thumbnail;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is behind an evaluation: how well goodness parts right labels from wrong ones, and the
 * mistakes that were made with the most confidence. Immutable and free of ND4J.
 *
 * @param data name of the data set
 * @param split {@code train} or {@code test}
 * @param predictor name of the predictor that made the mistakes
 * @param examples examples judged
 * @param errors wrong predictions
 * @param goodness histograms of the layers, first to last; none where labels are not tried
 * @param picture size of the mistakes' pictures; null for a table
 * @param mistakes the surest wrong predictions, surest first
 */
public record Insights(
    String data,
    String split,
    String predictor,
    int examples,
    int errors,
    List<GoodnessHistogram> goodness,
    @Nullable Size picture,
    List<Mistake> mistakes) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a picture has another size than told
   */
  public Insights {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(predictor, "predictor");
    goodness = List.copyOf(goodness);
    mistakes = List.copyOf(mistakes);
    for (Mistake mistake : mistakes) {
      byte[] pixels = mistake.pixels();
      if (pixels != null && picture != null) {
        picture.of(pixels);
      } else if (pixels != null || picture != null) {
        throw new IllegalArgumentException("pictures and their size are not both there");
      }
    }
  }

  /**
   * Size of a picture.
   *
   * @param height rows
   * @param width columns
   * @param channels colour planes; null for one
   */
  public record Size(int height, int width, @Nullable Integer channels) {

    static Size of(ImageShape shape) {
      return new Size(
          shape.height(), shape.width(), shape.channels() == 1 ? null : shape.channels());
    }

    /**
     * The picture of {@code pixels}.
     *
     * @throws IllegalArgumentException if it is not of this size
     */
    public Thumbnail of(byte[] pixels) {
      return new Thumbnail(new ImageShape(channels == null ? 1 : channels, height, width), pixels);
    }
  }
}
