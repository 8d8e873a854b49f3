package io.ffsamediff.exec;

import io.ffsamediff.config.PeerNormalizationConfig;
import io.ffsamediff.data.HostFloats;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/*
 * Hinton's Matlab code, ffnew.m: m = 0.9 m + 0.1 mean(h of the positives), and lambda (mean(m) - m_j)
 * is added to each positive's derivative of its log-probability by z_j, whether unit j is active or
 * not. There m already has the batch in it; here it is that of the batches before, so that a batch
 * may come in blocks: a difference of a tenth of the difference between two batches' means.
 */
/** The running mean activity of a layer's units, and the pull that follows from it. */
final class PeerNormalizer implements AutoCloseable {

  /** Hinton's Matlab code: {@code meanstates{l} = 0.5 * ones(1, layernums(l))}. */
  private static final float INITIAL_ACTIVITY = 0.5f;

  private final PeerNormalizationConfig config;
  private final float[] mean_O;
  private final float[] sum_O;
  private final float[] addend_O;
  private final INDArray pull_1O;
  private final HostFloats pull;

  /** All units alike, so that there is no pull yet. */
  PeerNormalizer(PeerNormalizationConfig config, int units) {
    this.config = config;
    this.mean_O = new float[units];
    this.sum_O = new float[units];
    this.addend_O = new float[units];
    this.pull_1O = Nd4j.create(DataType.FLOAT, new long[] {1, units}, 'c');
    this.pull = new HostFloats(pull_1O);
    Arrays.fill(mean_O, INITIAL_ACTIVITY);
  }

  /**
   * {@code 2 lambda (m_j - mean(m))}: times one over the rows of a batch, half of them positives,
   * it is each positive's share of the gradient of the mean loss by {@code z_j}.
   */
  INDArray pull() {
    return pull_1O;
  }

  /** Takes part of a batch's sum of the positives' activations. */
  void add(FloatBuffer activitySum_O) {
    activitySum_O.get(0, addend_O);
    RowArithmetic.add(sum_O, addend_O);
  }

  /** Ends a batch of {@code positives} positives. */
  void update(int positives) {
    float keep = (float) config.decay();
    float take = (1 - keep) / positives;
    for (int unit = 0; unit < mean_O.length; unit++) {
      mean_O[unit] = keep * mean_O[unit] + take * sum_O[unit];
    }
    Arrays.fill(sum_O, 0);
    setPull();
  }

  private void setPull() {
    double sum = 0;
    for (float mean : mean_O) {
      sum += mean;
    }
    float layer = (float) (sum / mean_O.length);
    FloatBuffer pull_O = pull.write();
    for (int unit = 0; unit < mean_O.length; unit++) {
      pull_O.put(unit, (float) (2 * config.strength()) * (mean_O[unit] - layer));
    }
  }

  /** A copy of the running means. */
  float[] mean() {
    return mean_O.clone();
  }

  /**
   * Goes on from saved means.
   *
   * @throws IllegalArgumentException if there are not as many as units
   */
  void restore(float[] saved_O) {
    if (saved_O.length != mean_O.length) {
      throw new IllegalArgumentException(
          "mean activity: expected %d values, received %d"
              .formatted(mean_O.length, saved_O.length));
    }
    System.arraycopy(saved_O, 0, mean_O, 0, mean_O.length);
    setPull();
  }

  @Override
  public void close() {
    pull_1O.close();
  }
}
