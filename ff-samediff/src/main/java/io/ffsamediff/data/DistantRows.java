package io.ffsamediff.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch that is elsewhere: how many rows there are is known, and nothing of them is here. */
public final class DistantRows implements LabelledRows {

  private static final String ELSEWHERE = "the rows of this batch are elsewhere";

  private final int examples;
  private final int width;

  /**
   * A batch of {@code examples} examples.
   *
   * @param width inputs of a row
   */
  public DistantRows(int examples, int width) {
    this.examples = examples;
    this.width = width;
  }

  @Override
  public int examples() {
    return examples;
  }

  @Override
  public int label(int example) {
    throw new IllegalStateException(ELSEWHERE);
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
    throw new IllegalStateException(ELSEWHERE);
  }

  @Override
  public void close() {
    // Nothing is here.
  }
}
