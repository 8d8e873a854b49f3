package io.ffsamediff.cli;

import io.ffsamediff.data.PictureFit;
import io.ffsamediff.run.SavedNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a user's picture becomes the inputs of a network. */
final class PictureFitOption {

  @Option(
      names = "--as",
      paramLabel = "FIT",
      completionCandidates = Words.Fit.class,
      description =
          "digit: centred and scaled as MNIST's, dark ink recognised; ink: stretched, dark ink recognised; plain: stretched (default: what suits the run's data set).")
  private @Nullable PictureFit fit;

  /** Whether something was asked for. */
  boolean isGiven() {
    return fit != null;
  }

  /** What was asked for, or suits the data set of {@code network}. */
  PictureFit of(SavedNetwork network) {
    return fit == null ? PictureFit.of(network.config().data().name()) : fit;
  }
}
