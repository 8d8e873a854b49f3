package io.ffsamediff.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The input of a hidden layer: the normalised activations of the layer below. Where the rows below
 * are pairs, the positives and the negatives of a block of images are one block here.
 */
public final class HiddenRows implements RowBlocks, AutoCloseable {

  private final int rows;
  private final boolean halved;
  private final boolean allPositive;
  private final INDArray x_RO;
  private final INDArray p_R1;
  private @Nullable HostFloats elements;
  private final List<INDArray> received_BO;
  private final List<INDArray> inputs_BO;
  private final List<INDArray> polarities_B1;
  private @Nullable INDArray positives_PO;
  private @Nullable Runnable elsewhere;
  private int revision;

  /**
   * Allocates room for the activations.
   *
   * @param below rows of the layer below
   * @param units units O of the layer below
   */
  public HiddenRows(RowBlocks below, int units) {
    this.rows = below.rows();
    this.x_RO = HostArrays.matrix(rows, units);
    this.p_R1 = HostArrays.matrix(rows, 1);
    this.halved =
        below.pairs().isPresent() || (below instanceof HiddenRows hidden && hidden.halved);
    List<RowRange> parts = parts(below);
    this.received_BO = views(x_RO, parts);
    List<INDArray> polaritiesBelow_B1 = views(p_R1, parts);
    for (int block = 0; block < parts.size(); block++) {
      polaritiesBelow_B1.get(block).assign(below.polarities(block));
    }
    this.allPositive = p_R1.minNumber().floatValue() > 0;
    List<RowRange> blocks = below.pairs().isPresent() ? joined(parts) : parts;
    this.inputs_BO = views(x_RO, blocks);
    this.polarities_B1 = views(p_R1, blocks);
  }

  private static List<RowRange> parts(RowBlocks below) {
    List<RowRange> parts = new ArrayList<>();
    int start = 0;
    for (int block = 0; block < below.blocks(); block++) {
      parts.add(new RowRange(start, start + below.size(block)));
      start += below.size(block);
    }
    return parts;
  }

  private static List<RowRange> joined(List<RowRange> parts) {
    List<RowRange> blocks = new ArrayList<>();
    for (int part = 0; part < parts.size(); part += 2) {
      blocks.add(new RowRange(parts.get(part).from(), parts.get(part + 1).to()));
    }
    return blocks;
  }

  private static List<INDArray> views(INDArray matrix, List<RowRange> ranges) {
    return ranges.stream().map(r -> HostArrays.rows(matrix, r.from(), r.to())).toList();
  }

  /**
   * Where the activations of block {@code blockBelow} of the layer below go. Call {@link #received}
   * when all are there.
   */
  public INDArray receive(int blockBelow) {
    return received_BO.get(blockBelow);
  }

  /** All rows, {@code x_RO}. */
  public INDArray all() {
    fetch();
    return x_RO;
  }

  /**
   * Whether the first half of each block are positives, and the second half their negatives, in the
   * same order.
   */
  public boolean isHalved() {
    return halved;
  }

  /** Whether there are positives only; else the first half of every block are. */
  public boolean areAllPositive() {
    return allPositive;
  }

  /**
   * The positives, {@code x_PO}: all rows, or a copy of the first half of every block, made when it
   * is asked for. The array is the same object each time.
   */
  public INDArray positives() {
    fetch();
    INDArray copy_PO = positives_PO;
    if (copy_PO == null) {
      copy_PO = areAllPositive() ? x_RO : HostArrays.matrix(rows / 2, width());
      positives_PO = copy_PO;
    }
    if (copy_PO != x_RO) {
      copyPositives(copy_PO);
    }
    return copy_PO;
  }

  private void copyPositives(INDArray copy_PO) {
    int start = 0;
    for (INDArray block_BO : inputs_BO) {
      int positives = block_BO.rows() / 2;
      HostArrays.rows(copy_PO, start, start + positives)
          .assign(HostArrays.rows(block_BO, 0, positives));
      start += positives;
    }
  }

  /** Notes that the activations have been replaced. */
  public void received() {
    elsewhere = null;
    revision++;
  }

  /**
   * Notes that the activations have been replaced, and are not here yet.
   *
   * @param fetch brings them, to where {@link #receive} says, before they are read here
   */
  public void receivedElsewhere(Runnable fetch) {
    elsewhere = fetch;
    revision++;
  }

  private void fetch() {
    Runnable fetch = elsewhere;
    if (fetch != null) {
      elsewhere = null;
      fetch.run();
    }
  }

  /** The memory of all rows, row after row. */
  HostFloats elements() {
    fetch();
    HostFloats memory = elements;
    if (memory == null) {
      memory = new HostFloats(x_RO);
      elements = memory;
    }
    return memory;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int blocks() {
    return inputs_BO.size();
  }

  @Override
  public int size(int block) {
    return inputs_BO.get(block).rows();
  }

  @Override
  public INDArray inputs(int block) {
    fetch();
    return inputs_BO.get(block);
  }

  @Override
  public INDArray polarities(int block) {
    return polarities_B1.get(block);
  }

  @Override
  public int width() {
    return x_RO.columns();
  }

  @Override
  public int revision() {
    return revision;
  }

  @Override
  public void close() {
    if (positives_PO != null && positives_PO != x_RO) {
      positives_PO.close();
    }
    x_RO.close();
    p_R1.close();
  }
}
