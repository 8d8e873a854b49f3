package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.cuda.PinnedMemory;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerSpec;
import java.util.List;

/** A few numbers by name, on the host and on a device, that are copied together. */
final class CudaNumbers implements AutoCloseable {

  private final List<String> names;
  private final int[] starts;
  private final int length;
  private final PinnedMemory host;
  private final GpuMemory device;

  /**
   * Numbers that follow each other.
   *
   * @param names of each of them
   * @param lengths how many there are of each
   */
  CudaNumbers(Gpu gpu, String what, List<String> names, int... lengths) {
    this.names = List.copyOf(names);
    this.starts = new int[lengths.length];
    int all = 0;
    for (int i = 0; i < lengths.length; i++) {
      starts[i] = all;
      all += lengths[i];
    }
    this.length = all;
    this.host = gpu.pin(what, (long) Float.BYTES * length);
    this.device = gpu.allocate(what, (long) Float.BYTES * length);
  }

  /** What a step of a layer is given. */
  static CudaNumbers givenTo(Gpu gpu, LayerSpec spec) {
    return new CudaNumbers(
        gpu,
        "numbers given to layer " + spec.number(),
        List.of(LayerGraph.INVERSE_ROWS, CudaUpdate.RATE, CudaUpdate.DECAY, LayerGraph.PEER_PULL),
        1,
        1,
        1,
        peers(spec));
  }

  /** What is seen in a step of a layer. */
  static CudaNumbers seenIn(Gpu gpu, LayerSpec spec) {
    return new CudaNumbers(
        gpu,
        "numbers seen in layer " + spec.number(),
        List.of(
            LayerGraph.LOSS_SUM,
            LayerGraph.GOODNESS_SUM,
            LayerGraph.GOODNESS_CONTRAST,
            LayerGraph.PENALTY,
            LayerGraph.ACTIVITY_SUM),
        1,
        1,
        1,
        1,
        peers(spec));
  }

  private static int peers(LayerSpec spec) {
    return spec.normalizesPeers() ? spec.units() : 1;
  }

  /** Where a number is on the device. */
  GpuSlice of(String name) {
    return device.from(start(name));
  }

  /** First place of a number. */
  int start(String name) {
    return starts[names.indexOf(name)];
  }

  /** On the host: its own, to be copied with {@link #send}, or what {@link #fetch} has brought. */
  PinnedMemory host() {
    return host;
  }

  /** Sets a number on the host. */
  void set(String name, float value) {
    host.floats().put(start(name), value);
  }

  /** The number as it was brought. */
  float get(String name) {
    return host.floats().get(start(name));
  }

  /** Copies all to the device. */
  void send(Gpu gpu) {
    gpu.upload(host, 0, device, 0, length);
  }

  /** Copies all from the device. */
  void fetch(Gpu gpu) {
    gpu.download(device, 0, host, 0, length);
  }

  @Override
  public void close() {
    host.close();
    device.close();
  }
}
