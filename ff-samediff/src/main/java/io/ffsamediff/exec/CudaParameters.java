package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer's parameters on a device, their gradient, and the optimiser's state. The host's
 * parameters are behind while the layer trains, until they are asked for.
 */
final class CudaParameters implements AutoCloseable {

  private final CudaSession session;
  private final LayerParameters host;
  private final HostFloats hostFloats;
  private final int length;
  private final GpuMemory parameters;
  private final GpuMemory gradient;
  private final GpuMemory decays;
  private final List<GpuMemory> state = new ArrayList<>();
  private boolean hostIsNewer = true;
  private boolean hostIsBehind;

  CudaParameters(CudaSession session, LayerParameters host, int stateVectors) {
    this.session = session;
    this.host = host;
    this.hostFloats = new HostFloats(host.flat());
    this.length = Math.toIntExact(host.flat().length());
    Gpu gpu = session.gpu();
    long bytes = (long) Float.BYTES * length;
    String layer = " of layer " + host.spec().number();
    this.parameters = gpu.allocate("parameters" + layer, bytes);
    this.gradient = gpu.allocate("gradient" + layer, bytes);
    this.decays = gpu.allocate("decays" + layer, bytes);
    for (int vector = 0; vector < stateVectors; vector++) {
      GpuMemory memory = gpu.allocate("state %d%s".formatted(vector, layer), bytes);
      gpu.clear(memory, 0, length);
      state.add(memory);
    }
    float[] kernelOnly = new float[length];
    Arrays.fill(kernelOnly, 0, Math.toIntExact(host.kernel().length()), 1);
    session.copies().send(FloatBuffer.wrap(kernelOnly), 0, decays.from(0), length);
  }

  /** Number of parameters. */
  int length() {
    return length;
  }

  /** The parameters by the names of the graph. */
  Map<String, GpuSlice> bound() {
    return named(parameters, LayerGraph.KERNEL, LayerGraph.BIAS);
  }

  /** Where the gradient goes, by the names of the graph. */
  Map<String, GpuSlice> gradients() {
    return named(gradient, LayerGraph.KERNEL_GRADIENT, LayerGraph.BIAS_GRADIENT);
  }

  /** Where the gradient of the penalties is added, by the names of the graph. */
  Map<String, GpuSlice> penaltyGradients() {
    return named(gradient, LayerGraph.KERNEL_PENALTY_GRADIENT, LayerGraph.BIAS_PENALTY_GRADIENT);
  }

  private Map<String, GpuSlice> named(GpuMemory memory, String kernel, String bias) {
    Map<String, GpuSlice> named = new HashMap<>();
    named.put(kernel, memory.from(0));
    host.bias().ifPresent(b -> named.put(bias, memory.from(host.kernel().length())));
    return named;
  }

  /** The kernel's rows from {@code row} on. */
  GpuSlice kernelRow(int row) {
    return parameters.from((long) row * host.spec().units());
  }

  /** Likewise of its gradient. */
  GpuSlice gradientRow(int row) {
    return gradient.from((long) row * host.spec().units());
  }

  /** What the optimiser's kernel reads and writes. */
  Map<String, GpuSlice> updated() {
    Map<String, GpuSlice> updated = new HashMap<>();
    updated.put(CudaUpdate.PARAMETERS, parameters.from(0));
    updated.put(CudaUpdate.GRADIENT, gradient.from(0));
    updated.put(CudaUpdate.DECAYS, decays.from(0));
    for (int vector = 0; vector < state.size(); vector++) {
      updated.put(CudaUpdate.state(vector), state.get(vector).from(0));
    }
    return updated;
  }

  /** Before a step: takes over what the host has changed. */
  void bringUpToDate() {
    if (hostIsNewer) {
      session.copies().send(hostFloats.read(), 0, parameters.from(0), length);
      hostIsNewer = false;
    }
  }

  /** Notes that a step has changed the parameters. */
  void changed() {
    hostIsBehind = true;
  }

  /** Notes that the host has changed the parameters. */
  void replacedOnHost() {
    hostIsNewer = true;
    hostIsBehind = false;
  }

  /** Brings the parameters to the host, where they have changed. */
  void publish() {
    if (hostIsBehind) {
      session.copies().fetch(parameters.from(0), hostFloats.write(), 0, length);
      hostIsBehind = false;
    }
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
   * Goes on from a saved state.
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
    replacedOnHost();
  }

  @Override
  public void close() {
    parameters.close();
    gradient.close();
    decays.close();
    state.forEach(GpuMemory::close);
  }
}
