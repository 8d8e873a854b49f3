package io.ffsamediff.data;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The input of a hidden layer: the normalised activations of the layer below, in the blocks in
 * which that layer's rows came.
 */
public final class HiddenRows implements RowBlocks, AutoCloseable {

  private final RowBlocks below;
  private final INDArray x_RO;
  private final List<INDArray> inputs_BO;

  /**
   * Allocates room for the activations.
   *
   * @param below rows of the layer below
   * @param units units O of the layer below
   */
  public HiddenRows(RowBlocks below, int units) {
    this.below = below;
    this.x_RO = HostArrays.matrix(below.rows(), units);
    List<INDArray> views = new ArrayList<>();
    int start = 0;
    for (int block = 0; block < below.blocks(); block++) {
      int end = start + below.size(block);
      views.add(HostArrays.rows(x_RO, start, end));
      start = end;
    }
    this.inputs_BO = List.copyOf(views);
  }

  @Override
  public int rows() {
    return below.rows();
  }

  @Override
  public int blocks() {
    return below.blocks();
  }

  @Override
  public int size(int block) {
    return below.size(block);
  }

  @Override
  public INDArray inputs(int block) {
    return inputs_BO.get(block);
  }

  @Override
  public INDArray polarities(int block) {
    return below.polarities(block);
  }

  @Override
  public int width() {
    return x_RO.columns();
  }

  @Override
  public void close() {
    x_RO.close();
  }
}
