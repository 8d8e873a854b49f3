package io.ffsamediff.exec;

import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.graph.HeadParameters;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A softmax head where a share of a batch is: a step tells what its examples add up to, and changes
 * nothing. Whoever has the sums of all shares does the update, see {@link SummedHead}.
 */
public final class PartialHead implements HeadExecutor {

  private static final String NO_OPTIMIZER = "the head's optimiser is elsewhere";

  private final HeadPlans plans;
  private long allExamples;
  private long examples;
  private double lossSum;

  /** For {@code parameters}, read at each step; closed by their owner. */
  PartialHead(HeadParameters parameters) {
    this.plans = new HeadPlans(parameters);
  }

  /** Sets the number of examples of all shares together, by which gradients are divided. */
  void setAllExamples(long allExamples) {
    this.allExamples = allExamples;
  }

  @Override
  public Step step(List<HiddenRows> inputs, int[] labels_B) {
    FloatBuffer probabilities_BC = plans.run(inputs, labels_B, allExamples);
    examples = labels_B.length;
    lossSum = ClassRows.lossSum(probabilities_BC, labels_B);
    return new Step(lossSum / examples, probabilities_BC);
  }

  /** What the examples of the last step add up to. */
  public LayerSums sums() {
    return new LayerSums(plans.gradient().toArray(), examples, lossSum, 0, 0, new float[0]);
  }

  @Override
  public void setRate(double factor) {
    // It is the optimiser's, which is elsewhere.
  }

  @Override
  public float[] updaterState() {
    throw new IllegalStateException(NO_OPTIMIZER);
  }

  @Override
  public int iteration() {
    throw new IllegalStateException(NO_OPTIMIZER);
  }

  @Override
  public void restore(float[] updaterState, int iteration) {
    throw new IllegalStateException(NO_OPTIMIZER);
  }

  @Override
  public void close() {
    plans.close();
  }
}
