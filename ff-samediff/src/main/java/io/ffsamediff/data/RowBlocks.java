package io.ffsamediff.data;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The rows of one batch as a layer sees them, positives and negatives, walked block by block so
 * that working buffers need not grow with the batch.
 */
public interface RowBlocks {

  /** Rows of all blocks together, positives plus negatives. */
  int rows();

  /** Number of blocks. */
  int blocks();

  /** Rows of block {@code block}. */
  int size(int block);

  /**
   * The normalised inputs {@code x_BI} of block {@code block}, B = {@link #size}; valid until the
   * next call. The array is the same object each time.
   */
  INDArray inputs(int block);

  /** The polarities {@code p_B1} of block {@code block}: +1 for a positive, -1 for a negative. */
  INDArray polarities(int block);

  /** Width I of the inputs. */
  int width();

  /** A number that changes whenever the inputs do, apart from their labels. */
  int revision();

  /** The same rows as pairs that share an image, where they are such. */
  default Optional<PairBlocks> pairs() {
    return Optional.empty();
  }

  /** The pairs whose images these rows are, with the neutral label, where they are such. */
  default Optional<PairBlocks> neutralOf() {
    return Optional.empty();
  }
}
