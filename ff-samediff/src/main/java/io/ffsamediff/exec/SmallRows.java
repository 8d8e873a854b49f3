package io.ffsamediff.exec;

import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HostArrays;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The kernels between the two products, on one thread's rows of a small batch. */
final class SmallRows implements AutoCloseable {

  private final LayerSpec spec;
  private final Optional<PairBlocks> pairs;
  private final int from;
  private final int to;
  private final Map<String, INDArray> inputs = new HashMap<>();
  private final Map<String, INDArray> sums = new HashMap<>();
  private final Map<String, FloatBuffer> sumBuffers = new HashMap<>();
  private final PlannedOp training;
  private final IdentityHashMap<HiddenRows, List<PlannedOp>> handOvers = new IdentityHashMap<>();

  /**
   * Prepares the rows {@code share.fromRow()} to {@code share.toRow() - 1}.
   *
   * @param batch one block
   * @param z_BO product of the whole batch, over which the gradient is written
   */
  SmallRows(
      SmallShare share,
      LayerParameters parameters,
      RowBlocks batch,
      INDArray z_BO,
      INDArray inverseRows_11) {
    this.spec = parameters.spec();
    this.pairs = batch.pairs();
    this.from = share.fromRow();
    this.to = share.toRow();
    inputs.put(LayerGraph.PRODUCT, HostArrays.rows(z_BO, from, to));
    inputs.put(LayerGraph.INVERSE_ROWS, inverseRows_11);
    parameters.bias().ifPresent(bias -> inputs.put(LayerGraph.BIAS, bias));
    if (pairs.isPresent()) {
      putLabels(pairs.get(), parameters.kernel());
    } else {
      inputs.put(LayerGraph.POLARITY, HostArrays.rows(batch.polarities(0), from, to));
    }
    this.training = trainingKernel();
  }

  private void putLabels(PairBlocks labelled, INDArray kernel_IO) {
    int label = labelled.labelOffset();
    inputs.put(LayerGraph.POSITIVE_LABELS, HostArrays.rows(labelled.positiveLabels(0), from, to));
    inputs.put(LayerGraph.NEGATIVE_LABELS, HostArrays.rows(labelled.negativeLabels(0), from, to));
    inputs.put(
        LayerGraph.LABEL_KERNEL, HostArrays.rows(kernel_IO, label, label + labelled.classes()));
  }

  private PlannedOp trainingKernel() {
    TrainingChain chain = new TrainingChain(spec, pairs.isPresent());
    PlannedOp kernel = prepare(chain);
    for (int i = 0; i < chain.outputs().size(); i++) {
      String name = chain.outputs().get(i);
      if (name.equals(LayerGraph.PRE_ACTIVATION_GRADIENT)) {
        kernel.bindOutput(i, Objects.requireNonNull(inputs.get(LayerGraph.PRODUCT)));
      } else {
        INDArray sum = Nd4j.create(DataType.FLOAT, chain.shape(name, inputs).getShape());
        sums.put(name, sum);
        sumBuffers.put(name, HostArrays.floats(sum));
        kernel.bindOutput(i, sum);
      }
    }
    return kernel;
  }

  private PlannedOp prepare(FusedChain chain) {
    PlannedOp kernel = chain.prepare(Set.of());
    for (int i = 0; i < chain.inputs().size(); i++) {
      kernel.bindInput(i, Objects.requireNonNull(inputs.get(chain.inputs().get(i))));
    }
    return kernel;
  }

  /** From the product to its gradient, and the sums. */
  void train() {
    training.run();
  }

  /** From the product to the next layer's input. */
  void handOver(HiddenRows next) {
    List<PlannedOp> kernels = handOvers.get(next);
    if (kernels == null) {
      kernels = handOverKernels(next);
      handOvers.put(next, kernels);
    }
    for (PlannedOp kernel : kernels) {
      kernel.run();
    }
  }

  private List<PlannedOp> handOverKernels(HiddenRows next) {
    return pairs.isPresent()
        ? List.of(
            handOverKernel(ForwardChain.ofPositives(spec), next.receive(0)),
            handOverKernel(ForwardChain.ofNegatives(spec), next.receive(1)))
        : List.of(handOverKernel(ForwardChain.of(spec), next.receive(0)));
  }

  private PlannedOp handOverKernel(ForwardChain chain, INDArray target_BO) {
    int normalized = chain.outputs().indexOf(chain.normalized());
    return prepare(chain).bindOutput(normalized, HostArrays.rows(target_BO, from, to));
  }

  /** Sum over the rows, by the name of the graph's output; null where the layer has no such. */
  @Nullable FloatBuffer sum(String name) {
    return sumBuffers.get(name);
  }

  @Override
  public void close() {
    sums.values().forEach(INDArray::close);
  }
}
