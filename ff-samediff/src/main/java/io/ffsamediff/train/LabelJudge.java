package io.ffsamediff.train;

import io.ffsamediff.data.PairRows;
import java.nio.FloatBuffer;

/** Tells how likely each label of a batch's images is in the eyes of the network as it stands. */
@FunctionalInterface
interface LabelJudge {

  /** Weights {@code w_PC} of C labels for P images, 0 or more; valid until the next call. */
  FloatBuffer weights(PairRows batch);
}
