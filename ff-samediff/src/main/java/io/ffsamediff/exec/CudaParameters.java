package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.graph.DenseParameters;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters that train on a device, their gradient, and the optimiser's state. The host's
 * parameters are behind until they are asked for.
 */
final class CudaParameters implements AutoCloseable {

  private final CudaSession session;
  private final CudaCopy values;
  private final int length;
  private final int rowLength;
  private final GpuMemory gradient;
  private final GpuMemory decays;
  private final List<GpuMemory> state = new ArrayList<>();

  /**
   * Takes over what {@code host} is now.
   *
   * @param owner whose they are, in words
   * @param stateVectors vectors of the optimiser's state
   */
  CudaParameters(CudaSession session, DenseParameters host, String owner, int stateVectors) {
    this.session = session;
    this.values = new CudaCopy(session, host, "parameters of " + owner);
    this.length = values.length();
    this.rowLength = host.kernel().columns();
    Gpu gpu = session.gpu();
    long bytes = (long) Float.BYTES * length;
    this.gradient = gpu.allocate("gradient of " + owner, bytes);
    this.decays = gpu.allocate("decays of " + owner, bytes);
    for (int vector = 0; vector < stateVectors; vector++) {
      GpuMemory memory = gpu.allocate("state %d of %s".formatted(vector, owner), bytes);
      gpu.clear(memory, 0, length);
      state.add(memory);
    }
    float[] kernelOnly = new float[length];
    Arrays.fill(kernelOnly, 0, values.kernelLength(), 1);
    session.copies().send(FloatBuffer.wrap(kernelOnly), 0, decays.from(0), length);
    session.add(host, values);
  }

  /** Number of parameters. */
  int length() {
    return length;
  }

  /** The parameters. */
  CudaCopy values() {
    return values;
  }

  /** The gradient by these names. */
  Map<String, GpuSlice> gradients(String kernel, String bias) {
    return values.named(gradient, kernel, bias);
  }

  /** The kernel's gradient from row {@code row} on. */
  GpuSlice gradientRow(int row) {
    return gradient.from((long) row * rowLength);
  }

  /** What the optimiser's kernel reads and writes. */
  Map<String, GpuSlice> updated() {
    Map<String, GpuSlice> updated = new HashMap<>();
    updated.put(CudaUpdate.PARAMETERS, values.all());
    updated.put(CudaUpdate.GRADIENT, gradient.from(0));
    updated.put(CudaUpdate.DECAYS, decays.from(0));
    for (int vector = 0; vector < state.size(); vector++) {
      updated.put(CudaUpdate.state(vector), state.get(vector).from(0));
    }
    return updated;
  }

  /** A copy of the optimiser's state, vector after vector. */
  float[] state() {
    float[] copy = new float[state.size() * length];
    for (int vector = 0; vector < state.size(); vector++) {
      session
          .copies()
          .fetch(state.get(vector).from(0), FloatBuffer.wrap(copy), vector * length, length);
    }
    return copy;
  }

  /**
   * Goes on from a saved state, and from what the host's parameters are.
   *
   * @throws IllegalArgumentException if it has another length
   */
  void restore(float[] saved) {
    if (saved.length != state.size() * length) {
      throw new IllegalArgumentException(
          "updater state: expected %d values, received %d"
              .formatted(state.size() * length, saved.length));
    }
    for (int vector = 0; vector < state.size(); vector++) {
      session
          .copies()
          .send(FloatBuffer.wrap(saved), vector * length, state.get(vector).from(0), length);
    }
    values.replacedOnHost();
  }

  @Override
  public void close() {
    values.close();
    gradient.close();
    decays.close();
    state.forEach(GpuMemory::close);
  }
}
