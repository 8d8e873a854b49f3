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
  private final int width;
  private final List<RowRange> parts;
  private final List<RowRange> blocks;
  private final INDArray p_R1;
  private final List<INDArray> polarities_B1;
  private volatile @Nullable Memory memory;
  private @Nullable INDArray positives_PO;
  private @Nullable Runnable elsewhere;
  private int revision;

  /**
   * The activations' memory.
   *
   * @param x_RO all rows
   * @param received_BO where those of each block below go
   * @param inputs_BO each block
   */
  private record Memory(
      INDArray x_RO, HostFloats elements, List<INDArray> received_BO, List<INDArray> inputs_BO) {}

  /**
   * Rows to come; memory for them is taken when they are first read or written on the host.
   *
   * @param below rows of the layer below
   * @param units units O of the layer below
   */
  public HiddenRows(RowBlocks below, int units) {
    this.rows = below.rows();
    this.width = units;
    this.p_R1 = HostArrays.matrix(rows, 1);
    this.halved =
        below.pairs().isPresent() || (below instanceof HiddenRows hidden && hidden.halved);
    this.parts = parts(below);
    List<INDArray> polaritiesBelow_B1 = views(p_R1, parts);
    for (int block = 0; block < parts.size(); block++) {
      polaritiesBelow_B1.get(block).assign(below.polarities(block));
    }
    this.allPositive = p_R1.minNumber().floatValue() > 0;
    this.blocks = below.pairs().isPresent() ? joined(parts) : parts;
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
    return memory().received_BO().get(blockBelow);
  }

  /** All rows, {@code x_RO}. */
  public INDArray all() {
    fetch();
    return memory().x_RO();
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
    INDArray x_RO = memory().x_RO();
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
    for (INDArray block_BO : memory().inputs_BO()) {
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

  private Memory memory() {
    Memory present = memory;
    return present != null ? present : takeMemory();
  }

  /** Threads of a step may ask for the first time at the same time. */
  private synchronized Memory takeMemory() {
    Memory present = memory;
    if (present == null) {
      INDArray x_RO = HostArrays.matrix(rows, width);
      present = new Memory(x_RO, new HostFloats(x_RO), views(x_RO, parts), views(x_RO, blocks));
      memory = present;
    }
    return present;
  }

  /** The memory of all rows, row after row. */
  HostFloats elements() {
    fetch();
    return memory().elements();
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int blocks() {
    return blocks.size();
  }

  @Override
  public int size(int block) {
    return blocks.get(block).size();
  }

  @Override
  public INDArray inputs(int block) {
    fetch();
    return memory().inputs_BO().get(block);
  }

  @Override
  public INDArray polarities(int block) {
    return polarities_B1.get(block);
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
    Memory present = memory;
    if (present != null) {
      if (positives_PO != null && positives_PO != present.x_RO()) {
        positives_PO.close();
      }
      present.x_RO().close();
    }
    p_R1.close();
  }
}
