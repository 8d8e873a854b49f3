package io.ffsamediff.cuda;

import java.nio.FloatBuffer;

/** Memory of the host that a device copies from and to. */
public interface PinnedMemory extends AutoCloseable {

  /** What it is for. */
  String what();

  /** It, to be read and written; position and limit are the caller's. */
  FloatBuffer buffer();

  /** Gives it back. */
  @Override
  void close();
}
