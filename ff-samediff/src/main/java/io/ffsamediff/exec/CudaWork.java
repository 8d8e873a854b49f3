package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuRecording;
import java.util.List;
import java.util.Optional;

/**
 * Work on a device that is the same each time: recorded when it is first done, and again when
 * working memory has moved.
 */
final class CudaWork implements AutoCloseable {

  private final CudaSession session;
  private final List<Runnable> calls;
  private Optional<GpuRecording> recording = Optional.empty();
  private int generation = -1;

  /**
   * Work that is prepared.
   *
   * @param calls make it; none allocates, copies by way of the session, or waits
   */
  CudaWork(CudaSession session, List<Runnable> calls) {
    this.session = session;
    this.calls = List.copyOf(calls);
  }

  /** Does all of it. */
  void run() {
    Gpu gpu = session.gpu();
    if (generation != session.arena().generation()) {
      close();
      gpu.startRecording();
      calls.forEach(Runnable::run);
      recording = Optional.of(gpu.endRecording());
      generation = session.arena().generation();
    }
    gpu.replay(recording.orElseThrow());
  }

  @Override
  public void close() {
    recording.ifPresent(GpuRecording::close);
    recording = Optional.empty();
  }
}
