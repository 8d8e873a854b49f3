package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.ImageBlock;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.LayerGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A block of images on a device, and what is computed of them. */
final class CudaTrialBlock implements AutoCloseable {

  private final CudaSession session;
  private final int rows;
  private final ImageBlock images;
  private final Map<String, INDArray> sources = new HashMap<>();
  private final List<GpuMemory> memory = new ArrayList<>();
  private final Map<String, GpuSlice> inputs = new HashMap<>();
  private final List<Runnable> calls = new ArrayList<>();
  private long floats;
  private Optional<CudaWork> work = Optional.empty();

  /**
   * Room for the images, and for the heights of their labels.
   *
   * @param rows images of the block
   * @throws GpuMemoryException if there is not so much; nothing is left open then
   */
  CudaTrialBlock(CudaSession session, RowEncoder encoder, int rows) {
    this.session = session;
    this.rows = rows;
    this.images = new ImageBlock(rows, encoder);
    sources.put(LayerGraph.INPUT, images.inputs());
    sources.put(LayerGraph.LABELS, images.labelHeights());
    sources.put(LayerGraph.IMAGE_SCALES, images.neutralScales());
    sources.put(LayerGraph.NEUTRAL_HEIGHTS, images.neutralHeights());
    sources.forEach(
        (name, array) -> inputs.put(name, room(name, Math.toIntExact(array.length() / rows))));
  }

  /** Images that it holds. */
  int rows() {
    return rows;
  }

  /** Where the images and their heights are, by the names of the graphs. */
  Map<String, GpuSlice> inputs() {
    return new HashMap<>(inputs);
  }

  /**
   * Room for something of each image.
   *
   * @throws GpuMemoryException if there is not so much; nothing is left open then
   */
  GpuSlice room(String what, int width) {
    try {
      GpuMemory more =
          session
              .gpu()
              .allocate("%s of %d images".formatted(what, rows), (long) Float.BYTES * rows * width);
      memory.add(more);
      return more.from(0);
    } catch (GpuMemoryException e) {
      close();
      throw e;
    }
  }

  /** Adds a plan to what is computed. */
  void add(CudaPlan plan, Map<String, GpuSlice> arrays) {
    calls.add(() -> plan.run(arrays));
    floats = Math.max(floats, plan.floats());
  }

  /**
   * Computes all for the images from {@code from} on, as many as it holds.
   *
   * @return images filled
   */
  int run(HostLabelTrial.Filler filler, int from) {
    if (work.isEmpty()) {
      work = Optional.of(new CudaWork(session, floats, calls));
    }
    int count = filler.fill(images, from);
    sources.forEach(
        (name, array) ->
            session
                .copies()
                .send(
                    new HostFloats(array).read(),
                    0,
                    Objects.requireNonNull(inputs.get(name)),
                    Math.toIntExact(array.length())));
    work.orElseThrow().run();
    return count;
  }

  @Override
  public void close() {
    work.ifPresent(CudaWork::close);
    memory.forEach(GpuMemory::close);
    images.close();
  }
}
