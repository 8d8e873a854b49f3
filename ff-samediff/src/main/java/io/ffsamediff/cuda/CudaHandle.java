package io.ffsamediff.cuda;

/** A handle whose end is a call to one of NVIDIA's libraries. */
abstract class CudaHandle implements GpuHandle {

  private final HandleOwner owner;
  private final String what;
  private final long bytes;
  private boolean closed;

  CudaHandle(HandleOwner owner, String what, long bytes) {
    this.owner = owner;
    this.what = what;
    this.bytes = bytes;
  }

  /** Who gave the handle out. */
  interface HandleOwner {

    /** Waits until nothing uses the handle; fails while work is captured. */
    void prepareToClose(GpuHandle handle);

    /** Hears that the handle is gone. */
    void closed(GpuHandle handle);
  }

  @Override
  public final String what() {
    return what;
  }

  @Override
  public final long bytes() {
    return bytes;
  }

  @Override
  public final void close() {
    if (closed) {
      return;
    }
    owner.prepareToClose(this);
    closed = true;
    owner.closed(this);
    release();
  }

  /**
   * Checks that it was not closed.
   *
   * @throws IllegalStateException if it was
   */
  final void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "%s: expected an open handle, received a closed one".formatted(what));
    }
  }

  /** Gives it back; called once. */
  abstract void release();
}
