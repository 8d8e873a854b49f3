package io.ffsamediff.data;

import java.util.function.IntUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch whose inputs are elsewhere: how many rows there are is known, and the labels, and no
 * block of it is here.
 */
public final class DistantRows implements LabelledRows {

  private static final String ELSEWHERE = "the rows of this batch are elsewhere";

  private final int examples;
  private final int width;
  private final IntUnaryOperator labels;
  private int revision;

  /**
   * A batch of {@code examples} examples.
   *
   * @param width inputs of a row
   * @param labels the label of each example of the batch that is present
   */
  public DistantRows(int examples, int width, IntUnaryOperator labels) {
    this.examples = examples;
    this.width = width;
    this.labels = labels;
  }

  /** Notes that other examples are there now. */
  public void replaced() {
    revision++;
  }

  @Override
  public int examples() {
    return examples;
  }

  @Override
  public int label(int example) {
    return labels.applyAsInt(example);
  }

  @Override
  public int rows() {
    return Math.multiplyExact(2, examples);
  }

  @Override
  public int blocks() {
    return 0;
  }

  @Override
  public int size(int block) {
    throw new IllegalStateException(ELSEWHERE);
  }

  @Override
  public INDArray inputs(int block) {
    throw new IllegalStateException(ELSEWHERE);
  }

  @Override
  public INDArray polarities(int block) {
    throw new IllegalStateException(ELSEWHERE);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int revision() {
    return revision;
  }

  @Override
  public void close() {
    // Nothing is here.
  }
}
