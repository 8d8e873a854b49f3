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

/*
 * On the host, positives and negatives come in turn, block by block. Here all positives come first, then
 * all negatives, so that blocks may be cut as the device's memory wants it; but for losses of pairs,
 * whose blocks have positives and their negatives: there blocks and rows are as on the host.
 */
/** The rows of a batch on a device, where they stay while they do not change. */
final class CudaRows implements AutoCloseable {

  private static final String NUMBERS = "numbers";

  private final CudaSession session;
  private final RowBlocks rows;
  private final Form form;
  private final Optional<CudaImages> images;
  private final Map<String, GpuMemory> memory = new LinkedHashMap<>();
  private final List<Part> parts = new ArrayList<>();
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
    Optional<PairBlocks> pairs = rows.pairs().or(rows::neutralOf);
    this.form =
        rows.pairs().isPresent() ? Form.PAIRS : pairs.isPresent() ? Form.NEUTRAL : Form.ROWS;
    this.images = pairs.map(session::images);
    switch (form) {
      case PAIRS -> {
        partsOfImages(pairs.orElseThrow());
        allocate(LayerGraph.POSITIVE_LABELS, pairs.orElseThrow().classes());
        allocate(LayerGraph.NEGATIVE_LABELS, pairs.orElseThrow().classes());
      }
      case NEUTRAL -> {
        partsOfImages(pairs.orElseThrow());
        allocate(LayerGraph.IMAGE_SCALES, 1);
        allocate(LayerGraph.NEUTRAL_HEIGHTS, 1);
      }
      case ROWS -> {
        partsOfRows();
        allocate(LayerGraph.INPUT, rows.width());
        allocate(LayerGraph.POLARITY, 1);
        sendPolarities();
      }
    }
  }

  private void partsOfImages(PairBlocks pairs) {
    int place = 0;
    for (int block = 0; block < pairs.blocks(); block++) {
      int size = pairs.images(block).rows();
      parts.add(new Part(block, 0, place, size));
      place += size;
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

  /**
   * Where the positives are, in their order, as ranges of rows that lie side by side.
   *
   * @param hidden these rows
   */
  List<Block> positives(HiddenRows hidden) {
    List<Block> ranges = new ArrayList<>();
    for (Part part : parts) {
      boolean all = hidden.areAllPositive() || part.size() < hidden.size(part.block());
      if (part.from() > 0) {
        continue;
      }
      int size = all ? part.size() : part.size() / 2;
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).from() + ranges.get(last).size() == part.place()) {
        ranges.set(last, new Block(ranges.get(last).from(), ranges.get(last).size() + size));
      } else {
        ranges.add(new Block(part.place(), size));
      }
    }
    return ranges;
  }

  /** Where the number is that each row has on the host. */
  GpuSlice hostNumbers() {
    if (!memory.containsKey(NUMBERS)) {
      allocate(NUMBERS, 1);
      session.copies().send(FloatBuffer.wrap(numbers()), 0, all(NUMBERS).from(0), rows.rows());
    }
    return all(NUMBERS).from(0);
  }

  private float[] numbers() {
    float[] numbers = new float[rows.rows()];
    int start = 0;
    int block = 0;
    for (Part part : parts) {
      while (block < part.block()) {
        start += rows.size(block++);
      }
      for (int row = 0; row < part.size(); row++) {
        numbers[part.place() + row] = start + part.from() + row;
      }
    }
    return numbers;
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
          parts.forEach(
              part -> send(LayerGraph.INPUT, rows.inputs(part.block()), part, rows.width()));
        }
      }
    }
  }

  private void bringNeutral(PairBlocks pairs) {
    for (Part part : parts) {
      send(LayerGraph.IMAGE_SCALES, pairs.neutralScales(part.block()), part, 1);
      send(LayerGraph.NEUTRAL_HEIGHTS, pairs.neutralHeights(part.block()), part, 1);
    }
  }

  private void bringLabels(PairBlocks pairs, boolean changed) {
    if (changed || labelRevision != pairs.labelRevision()) {
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
