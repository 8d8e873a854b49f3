package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuGraph;
import java.util.List;
import java.util.Optional;

/**
 * Work on a device that is the same each time: done call by call at first, since CUDA loads code
 * when it is first used, then captured, and from then on replayed; from the start again when
 * working memory has moved.
 */
final class CudaWork implements AutoCloseable {

  private final CudaSession session;
  private final long floats;
  private final List<Runnable> calls;
  private Optional<GpuGraph> graph = Optional.empty();
  private int doneIn = -1;

  /**
   * Work that is prepared.
   *
   * @param floats of working memory that it needs
   * @param calls make it; none allocates, copies by way of the session, or waits
   */
  CudaWork(CudaSession session, long floats, List<Runnable> calls) {
    this.session = session;
    this.floats = floats;
    this.calls = List.copyOf(calls);
  }

  /**
   * Does all of it.
   *
   * @throws io.ffsamediff.cuda.GpuMemoryException if there is too little working memory; then
   *     nothing was done
   */
  void run() {
    session.arena().require(floats);
    int generation = session.arena().generation();
    if (doneIn != generation) {
      close();
      calls.forEach(Runnable::run);
      doneIn = generation;
      return;
    }
    Gpu gpu = session.gpu();
    if (graph.isEmpty()) {
      gpu.beginCapture();
      calls.forEach(Runnable::run);
      graph = Optional.of(gpu.endCapture());
    }
    gpu.replay(graph.get());
  }

  @Override
  public void close() {
    graph.ifPresent(GpuGraph::close);
    graph = Optional.empty();
  }
}
