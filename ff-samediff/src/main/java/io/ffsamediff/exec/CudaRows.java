package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerGraph;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/*
 * On the host, positives and negatives come in turn, block by block. Here all positives come first, then
 * all negatives, so that blocks may be cut as the device's memory wants it; but for losses of pairs,
 * whose blocks have positives and their negatives: there blocks and rows are as on the host.
 */
/** The rows of a batch on a device, where they stay while they do not change. */
final class CudaRows implements AutoCloseable {

  private final CudaSession session;
  private final RowBlocks rows;
  private final Map<String, GpuMemory> memory = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private int revision = -1;
  private int labelRevision = -1;

  /**
   * Rows that lie side by side on the host and here.
   *
   * @param block of the host
   * @param from first row within it
   * @param place first row here
   * @param size rows
   */
  private record Part(int block, int from, int place, int size) {}

  /**
   * Rows that are worked on at a time, or images of pairs.
   *
   * @param from first
   * @param size how many
   */
  record Block(int from, int size) {}

  CudaRows(CudaSession session, RowBlocks rows) {
    this.session = session;
    this.rows = rows;
    if (rows.pairs().isPresent()) {
      PairBlocks pairs = rows.pairs().get();
      int place = 0;
      for (int block = 0; block < pairs.blocks(); block++) {
        int size = pairs.images(block).rows();
        parts.add(new Part(block, 0, place, size));
        place += size;
      }
      allocate(LayerGraph.INPUT, rows.width());
      allocate(LayerGraph.POSITIVE_LABELS, pairs.classes());
      allocate(LayerGraph.NEGATIVE_LABELS, pairs.classes());
    } else {
      partsOfRows();
      allocate(LayerGraph.INPUT, rows.width());
      allocate(LayerGraph.POLARITY, 1);
      sendPolarities();
    }
  }

  private void partsOfRows() {
    boolean apart = rows instanceof HiddenRows hidden && hidden.isHalved() && !session.hostOrder();
    int place = 0;
    for (int block = 0; block < rows.blocks(); block++) {
      int size = rows.size(block);
      if (apart) {
        parts.add(new Part(block, 0, place, size / 2));
        parts.add(new Part(block, size / 2, rows.rows() / 2 + place, size / 2));
        place += size / 2;
      } else {
        parts.add(new Part(block, 0, place, size));
        place += size;
      }
    }
  }

  private void allocate(String name, int width) {
    String what = "%s of %d rows".formatted(name, count());
    try {
      memory.put(name, session.gpu().allocate(what, (long) Float.BYTES * count() * width));
    } catch (GpuMemoryException e) {
      close();
      throw e;
    }
  }

  /** Rows, or images of pairs. */
  int count() {
    return isPairs() ? rows.rows() / 2 : rows.rows();
  }

  /** Whether these are images with the labels of two rows beside each. */
  boolean isPairs() {
    return rows.pairs().isPresent();
  }

  /** Blocks of at most {@code most} rows, or images; those of the host where its order is kept. */
  List<Block> blocks(int most) {
    List<Block> blocks = new ArrayList<>();
    if (session.hostOrder()) {
      parts.forEach(part -> blocks.add(new Block(part.place(), part.size())));
      return blocks;
    }
    for (int from = 0; from < count(); from += most) {
      blocks.add(new Block(from, Math.min(most, count() - from)));
    }
    return blocks;
  }

  /** Where the arrays of a block are, by the names of the graph. */
  Map<String, GpuSlice> arrays(Block block) {
    Map<String, GpuSlice> arrays = new HashMap<>();
    memory.forEach(
        (name, all) -> arrays.put(name, all.from((long) block.from() * (all.floats() / count()))));
    return arrays;
  }

  /** Where row {@code row} is. */
  GpuSlice row(int row) {
    return all(LayerGraph.INPUT).from((long) row * rows.width());
  }

  /**
   * Where what images hand on goes.
   *
   * @param images a block of the rows below, which are pairs
   * @param positive whether it is that of the positives
   */
  GpuSlice ofSide(Block images, boolean positive) {
    if (session.hostOrder()) {
      return row(2 * images.from() + (positive ? 0 : images.size()));
    }
    return row(images.from() + (positive ? 0 : rows.rows() / 2));
  }

  private GpuMemory all(String name) {
    return Objects.requireNonNull(memory.get(name), name);
  }

  /** Brings over what has changed on the host. */
  void bringUpToDate() {
    if (revision != rows.revision()) {
      revision = rows.revision();
      labelRevision = -1;
      for (Part part : parts) {
        send(LayerGraph.INPUT, inputs(part), part, rows.width());
      }
    }
    if (isPairs()) {
      bringLabels(rows.pairs().orElseThrow());
    }
  }

  private INDArray inputs(Part part) {
    return isPairs() ? rows.pairs().orElseThrow().images(part.block()) : rows.inputs(part.block());
  }

  private void bringLabels(PairBlocks pairs) {
    if (labelRevision != pairs.labelRevision()) {
      labelRevision = pairs.labelRevision();
      for (Part part : parts) {
        send(LayerGraph.POSITIVE_LABELS, pairs.positiveLabels(part.block()), part, pairs.classes());
        send(LayerGraph.NEGATIVE_LABELS, pairs.negativeLabels(part.block()), part, pairs.classes());
      }
    }
  }

  private void sendPolarities() {
    for (Part part : parts) {
      send(LayerGraph.POLARITY, rows.polarities(part.block()), part, 1);
    }
  }

  private void send(String name, INDArray source, Part part, int width) {
    session
        .copies()
        .send(
            new HostFloats(source).read(),
            part.from() * width,
            all(name).from((long) part.place() * width),
            part.size() * width);
  }

  /** Notes that the rows were computed here, and brings them to the host once it asks for them. */
  void computed(HiddenRows hidden) {
    hidden.receivedElsewhere(() -> fetch(hidden));
    revision = hidden.revision();
  }

  private void fetch(HiddenRows hidden) {
    FloatBuffer target = new HostFloats(hidden.all()).write();
    int width = hidden.width();
    int start = 0;
    int block = 0;
    for (Part part : parts) {
      while (block < part.block()) {
        start += hidden.size(block++);
      }
      session
          .copies()
          .fetch(row(part.place()), target, (start + part.from()) * width, part.size() * width);
    }
  }

  @Override
  public void close() {
    memory.values().forEach(GpuMemory::close);
  }
}
