package io.ffsamediff.exec;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unimplemented;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * oneDNN's engine for the CPU, and the stream on which its primitives run, one after the other in
 * the thread that calls. It computes with the OpenMP threads of ND4J ({@code OMP_NUM_THREADS}).
 * Close it after everything that was prepared on it. Not safe for use by several threads at once.
 */
public final class OneDnn implements AutoCloseable {

  private final dnnl_engine engine = new dnnl_engine();
  private final dnnl_stream stream = new dnnl_stream();

  /**
   * Loads oneDNN where that has not been done.
   *
   * @throws LinkageError if it cannot be loaded; {@link io.ffsamediff.device.Bf16Probe} tells
   *     beforehand
   */
  public OneDnn() {
    check("engine", dnnl_engine_create(engine, dnnl_cpu, 0));
    check("stream", dnnl_stream_create(stream, engine, dnnl_stream_default_flags));
  }

  dnnl_engine engine() {
    return engine;
  }

  dnnl_stream stream() {
    return stream;
  }

  /**
   * Refuses the status of a call that failed.
   *
   * @param what what the call was for
   */
  static void check(String what, int status) {
    if (status != dnnl_success) {
      String reason = status == dnnl_unimplemented ? "nothing on this processor does it" : "failed";
      throw new IllegalStateException("oneDNN: %s: %s (%d)".formatted(what, reason, status));
    }
  }

  @Override
  public void close() {
    check("stream", dnnl_stream_destroy(stream));
    check("engine", dnnl_engine_destroy(engine));
  }
}
