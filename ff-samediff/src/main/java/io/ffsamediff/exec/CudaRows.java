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
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The rows of a batch on a device, where they stay while they do not change. */
final class CudaRows implements AutoCloseable {

  private static final String NUMBERS = "numbers";

  private final CudaSession session;
  private final RowBlocks rows;
  private final Form form;
  private final Optional<CudaImages> images;
  private final Map<String, GpuMemory> memory = new LinkedHashMap<>();
  private final CudaRowOrder order;
  private int revision = -1;
  private int labelRevision = -1;

  /** How rows come. */
  enum Form {
    /** As they are. */
    ROWS,
    /** As images with two labels each. */
    PAIRS,
    /** As the images of pairs, with the neutral label. */
    NEUTRAL
  }

  /**
   * Rows that are worked on at a time, or images of pairs.
   *
   * @param from first
   * @param size how many
   */
  record Block(int from, int size) {

    /** Behind the last. */
    int end() {
      return from + size;
    }
  }

  CudaRows(CudaSession session, RowBlocks rows) {
    this.session = session;
    this.rows = rows;
    Optional<PairBlocks> pairs = rows.pairs().or(rows::neutralOf);
    this.form =
        rows.pairs().isPresent() ? Form.PAIRS : pairs.isPresent() ? Form.NEUTRAL : Form.ROWS;
    this.images = pairs.map(session::images);
    this.order =
        pairs.map(CudaRowOrder::of).orElseGet(() -> CudaRowOrder.of(rows, session.hostOrder()));
    switch (form) {
      case PAIRS -> {
        allocate(LayerGraph.POSITIVE_LABELS, pairs.orElseThrow().classes());
        allocate(LayerGraph.NEGATIVE_LABELS, pairs.orElseThrow().classes());
      }
      case NEUTRAL -> {
        allocate(LayerGraph.IMAGE_SCALES, 1);
        allocate(LayerGraph.NEUTRAL_HEIGHTS, 1);
      }
      case ROWS -> {
        allocate(LayerGraph.INPUT, rows.width());
        allocate(LayerGraph.POLARITY, 1);
        sendPolarities();
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
    return form == Form.PAIRS ? rows.rows() / 2 : rows.rows();
  }

  /** How the rows come. */
  Form form() {
    return form;
  }

  /** The pairs whose images these are; none where they are plain rows. */
  Optional<PairBlocks> pairs() {
    return rows.pairs().or(rows::neutralOf);
  }

  /** Blocks of at most {@code most} rows, or images; those of the host where its order is kept. */
  List<Block> blocks(int most) {
    List<Block> blocks = new ArrayList<>();
    if (session.hostOrder()) {
      order.parts().forEach(part -> blocks.add(new Block(part.place(), part.size())));
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
    images.ifPresent(shared -> arrays.put(LayerGraph.INPUT, shared.row(block.from())));
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

  /** Where things are. */
  CudaRowOrder order() {
    return order;
  }

  /** Where the number is that each row has on the host. */
  GpuSlice hostNumbers() {
    if (!memory.containsKey(NUMBERS)) {
      allocate(NUMBERS, 1);
      session
          .copies()
          .send(
              FloatBuffer.wrap(order.hostNumbers(rows.rows())),
              0,
              all(NUMBERS).from(0),
              rows.rows());
    }
    return all(NUMBERS).from(0);
  }

  /** Brings over what has changed on the host. */
  void bringUpToDate() {
    images.ifPresent(shared -> shared.bringUpToDate(rows.revision()));
    boolean changed = revision != rows.revision();
    revision = rows.revision();
    switch (form) {
      case PAIRS -> bringLabels(rows.pairs().orElseThrow(), changed);
      case NEUTRAL -> {
        if (changed) {
          bringNeutral(rows.neutralOf().orElseThrow());
        }
      }
      case ROWS -> {
        if (changed) {
          order
              .parts()
              .forEach(
                  part -> send(LayerGraph.INPUT, rows.inputs(part.block()), part, rows.width()));
        }
      }
    }
  }

  private void bringNeutral(PairBlocks pairs) {
    for (CudaRowOrder.Part part : order.parts()) {
      send(LayerGraph.IMAGE_SCALES, pairs.neutralScales(part.block()), part, 1);
      send(LayerGraph.NEUTRAL_HEIGHTS, pairs.neutralHeights(part.block()), part, 1);
    }
  }

  private void bringLabels(PairBlocks pairs, boolean changed) {
    if (changed || labelRevision != pairs.labelRevision()) {
      labelRevision = pairs.labelRevision();
      for (CudaRowOrder.Part part : order.parts()) {
        send(LayerGraph.POSITIVE_LABELS, pairs.positiveLabels(part.block()), part, pairs.classes());
        send(LayerGraph.NEGATIVE_LABELS, pairs.negativeLabels(part.block()), part, pairs.classes());
      }
    }
  }

  private void sendPolarities() {
    for (CudaRowOrder.Part part : order.parts()) {
      send(LayerGraph.POLARITY, rows.polarities(part.block()), part, 1);
    }
  }

  private void send(String name, INDArray source, CudaRowOrder.Part part, int width) {
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
    for (CudaRowOrder.Part part : order.parts()) {
      int to = part.start() * width;
      session.copies().fetch(row(part.place()), target, to, part.size() * width);
    }
  }

  @Override
  public void close() {
    memory.values().forEach(GpuMemory::close);
  }
}
