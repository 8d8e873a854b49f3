package io.ffsamediff.exec;

import io.ffsamediff.data.Dataset;

/** The logits of a softmax classifier for images, in one pass. */
public sealed interface LogitsTrial extends AutoCloseable permits HeadTrial, BackpropTrial {

  /** The logits {@code l_NC} of N images for C classes. */
  float[] run(Dataset data);

  @Override
  void close();
}
