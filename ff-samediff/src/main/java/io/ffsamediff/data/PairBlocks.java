package io.ffsamediff.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows of the first layer as pairs: a positive and a negative of the same image, which differ only
 * in their label inputs. With {@code x} the image, zero where the label goes, a row is {@code x}
 * plus its labels {@code l_C}, put at the label inputs.
 */
public interface PairBlocks {

  /** Number of blocks. */
  int blocks();

  /**
   * The normalised images {@code x_BI} of block {@code block}, zero where the label goes; valid
   * until the rows are read in another way. The array is the same object each time.
   */
  INDArray images(int block);

  /** The normalised label inputs {@code l_BC} of the positives of block {@code block}. */
  INDArray positiveLabels(int block);

  /** The normalised label inputs {@code l_BC} of the negatives of block {@code block}. */
  INDArray negativeLabels(int block);

  /**
   * What scales the images of block {@code block}, B x 1, when they carry the neutral label, so
   * that the row stays as long as one with a label.
   */
  INDArray neutralScales(int block);

  /** The normalised height of each label input of the neutral label, B x 1. */
  INDArray neutralHeights(int block);

  /** A number that changes whenever a label does. */
  int labelRevision();

  /** First of the C label inputs. */
  int labelOffset();

  /** Number of classes C. */
  int classes();
}
