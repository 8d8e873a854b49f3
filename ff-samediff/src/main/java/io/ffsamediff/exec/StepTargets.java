package io.ffsamediff.exec;

import io.ffsamediff.data.HostFloats;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the blocks of a step add up to: the gradient, the loss and the goodness. */
final class StepTargets implements AutoCloseable {

  private final LayerParameters gradient;
  private final INDArray inverseRows_11 = Nd4j.create(DataType.FLOAT, 1, 1);
  private final INDArray lossSum = Nd4j.scalar(0f);
  private final INDArray goodnessSum = Nd4j.scalar(0f);
  private final INDArray goodnessContrast = Nd4j.scalar(0f);
  private final Optional<INDArray> activitySum_1O;
  private final Optional<HostFloats> activitySum;
  private long inverseOf;

  StepTargets(LayerSpec spec) {
    this.gradient = new LayerParameters(spec);
    this.activitySum_1O =
        spec.normalizesPeers()
            ? Optional.of(Nd4j.create(DataType.FLOAT, new long[] {1, spec.units()}, 'c'))
            : Optional.empty();
    this.activitySum = activitySum_1O.map(HostFloats::new);
  }

  /** Sets the rows of the whole batch. */
  void setRows(long rows) {
    if (rows != inverseOf) {
      inverseRows_11.putScalar(0, 1.0 / rows);
      inverseOf = rows;
    }
  }

  /** One over the rows of the whole batch. */
  INDArray inverseRows() {
    return inverseRows_11;
  }

  /** The gradient of the loss by the parameters. */
  LayerParameters gradient() {
    return gradient;
  }

  /** Sum of the rows' losses. */
  double lossSum() {
    return lossSum.getFloat(0);
  }

  /** Sum of the rows' goodness. */
  double goodnessSum() {
    return goodnessSum.getFloat(0);
  }

  /** Sum of the positives' goodness less that of the negatives. */
  double goodnessContrast() {
    return goodnessContrast.getFloat(0);
  }

  /** Sum of the positives' activations; only with peer normalisation. */
  Optional<HostFloats> activitySum() {
    return activitySum;
  }

  /**
   * The outputs of a block's plan.
   *
   * @param accumulate whether the block adds to those before it
   */
  List<GraphOutput> outputs(boolean accumulate) {
    List<GraphOutput> outputs = new ArrayList<>();
    outputs.add(new GraphOutput(LayerGraph.KERNEL_GRADIENT, gradient.kernel(), accumulate));
    if (gradient.bias().isPresent()) {
      INDArray bias_O = gradient.bias().get();
      INDArray bias_1O = bias_O.reshape('c', new long[] {1, bias_O.length()});
      outputs.add(new GraphOutput(LayerGraph.BIAS_GRADIENT, bias_1O, accumulate));
    }
    outputs.add(new GraphOutput(LayerGraph.LOSS_SUM, lossSum, accumulate));
    outputs.add(new GraphOutput(LayerGraph.GOODNESS_SUM, goodnessSum, accumulate));
    outputs.add(new GraphOutput(LayerGraph.GOODNESS_CONTRAST, goodnessContrast, accumulate));
    activitySum_1O.ifPresent(
        sum_1O -> outputs.add(new GraphOutput(LayerGraph.ACTIVITY_SUM, sum_1O, accumulate)));
    return outputs;
  }

  @Override
  public void close() {
    gradient.close();
    List.of(inverseRows_11, lossSum, goodnessSum, goodnessContrast).forEach(INDArray::close);
    activitySum_1O.ifPresent(INDArray::close);
  }
}
