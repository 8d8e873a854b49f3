package io.ffsamediff.exec;

import io.ffsamediff.device.OpenMpThreads;

/** What the bfloat16 products of one thread's plans of a layer share. */
final class Bf16Layer implements AutoCloseable {

  private final OneDnn dnn = new OneDnn();
  private final Bf16Inputs inputs = new Bf16Inputs(dnn);
  private int step;

  /** oneDNN, for this thread. */
  OneDnn dnn() {
    return dnn;
  }

  /** Copies of the layer's input. */
  Bf16Inputs inputs() {
    return inputs;
  }

  /**
   * Runs a step or a hand-over, before which the kernel may have changed. oneDNN works with one
   * thread meanwhile, as several threads run it, each for itself.
   *
   * @param revision revision of the input
   */
  void run(int revision, Runnable work) {
    step++;
    inputs.setRevision(revision);
    OpenMpThreads.withOne(work);
  }

  /** A number that changes whenever the kernel may have. */
  int step() {
    return step;
  }

  @Override
  public void close() {
    inputs.close();
    dnn.close();
  }
}
