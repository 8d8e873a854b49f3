package io.ffsamediff.cuda;

import java.util.ArrayList;
import java.util.List;

/**
 * The handles that a {@link Gpu} gave out and that are not closed, in the order of their making.
 */
final class OpenHandles {

  private final List<GpuHandle> open = new ArrayList<>();

  /** Counts a handle. */
  <T extends GpuHandle> T add(T handle) {
    open.add(handle);
    return handle;
  }

  /** No longer counts it; by identity, since two handles may be equal. */
  void remove(GpuHandle handle) {
    open.removeIf(other -> other == handle);
  }

  /** Whether it is counted. */
  boolean contains(GpuHandle handle) {
    return open.stream().anyMatch(other -> other == handle);
  }

  /**
   * Checks that a handle is one of these.
   *
   * @throws IllegalStateException if it was closed, or is another device's
   */
  void require(GpuHandle handle) {
    if (!contains(handle)) {
      throw new IllegalStateException(
          "%s: expected an open handle of this device, received a closed or foreign one"
              .formatted(handle.what()));
    }
  }

  /** What the handles are for. */
  List<String> names() {
    return open.stream().map(GpuHandle::what).toList();
  }

  /**
   * Closes what is open, the latest first.
   *
   * @return what was open
   */
  List<String> closeAll() {
    List<String> names = names();
    List<GpuHandle> latest = new ArrayList<>(open);
    for (int i = latest.size() - 1; i >= 0; i--) {
      latest.get(i).close();
    }
    return names;
  }

  /** What is said of handles that are open when their device is closed. */
  static IllegalStateException left(List<String> names) {
    return new IllegalStateException(
        "device: expected all handles to be closed before it, received %d open: %s"
            .formatted(names.size(), String.join(", ", names)));
  }
}
