package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.graph.DenseParameters;
import java.util.HashMap;
import java.util.Map;

/** Parameters on the host and on a device; either may be behind the other. */
final class CudaCopy implements AutoCloseable {

  private final CudaSession session;
  private final DenseParameters host;
  private final HostFloats hostFloats;
  private final int length;
  private final GpuMemory memory;
  private boolean hostIsNewer = true;
  private boolean hostIsBehind;

  /**
   * Room for {@code host} on the device.
   *
   * @param what what they are, in words
   */
  CudaCopy(CudaSession session, DenseParameters host, String what) {
    this.session = session;
    this.host = host;
    this.hostFloats = new HostFloats(host.flat());
    this.length = Math.toIntExact(host.flat().length());
    this.memory = session.gpu().allocate(what, (long) Float.BYTES * length);
  }

  /** Number of parameters. */
  int length() {
    return length;
  }

  /** Number of them that are the kernel's. */
  int kernelLength() {
    return Math.toIntExact(host.kernel().length());
  }

  /** Where they are on the device. */
  GpuSlice all() {
    return memory.from(0);
  }

  /** The kernel's rows from {@code row} on. */
  GpuSlice kernelRow(int row) {
    return memory.from((long) row * host.kernel().columns());
  }

  /** Kernel and bias by these names. */
  Map<String, GpuSlice> named(String kernel, String bias) {
    return named(memory, kernel, bias);
  }

  /** Kernel and bias of something of the same form. */
  Map<String, GpuSlice> named(GpuMemory alike, String kernel, String bias) {
    Map<String, GpuSlice> named = new HashMap<>();
    named.put(kernel, alike.from(0));
    host.bias().ifPresent(b -> named.put(bias, alike.from(kernelLength())));
    return named;
  }

  /** Takes over what the host has changed; to be called before they are used on the device. */
  void bringUpToDate() {
    if (hostIsNewer) {
      session.copies().send(hostFloats.read(), 0, all(), length);
      hostIsNewer = false;
    }
  }

  /** Notes that the device has changed them. */
  void changed() {
    hostIsBehind = true;
  }

  /** Notes that the host has changed them. */
  void replacedOnHost() {
    hostIsNewer = true;
    hostIsBehind = false;
  }

  /** Brings them to the host, where the device has changed them. */
  void publish() {
    if (hostIsBehind) {
      session.copies().fetch(all(), hostFloats.write(), 0, length);
      hostIsBehind = false;
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
