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
  private final SmallShare share;
  private final INDArray z_BO;
  private final int from;
  private final int to;
  private final Map<String, INDArray> inputs = new HashMap<>();
  private final Map<String, INDArray> sums = new HashMap<>();
  private final Map<String, FloatBuffer> sumBuffers = new HashMap<>();
  private final PlannedOp training;
  private final IdentityHashMap<HiddenRows, PlannedOp> trainings = new IdentityHashMap<>();
  private final IdentityHashMap<HiddenRows, List<PlannedOp>> handOvers = new IdentityHashMap<>();

  /**
   * Prepares the rows {@code share.fromRow()} to {@code share.toRow() - 1}, or where the loss
   * compares the halves of the batch, the pairs that are this thread's share of them.
   *
   * @param batch one block
   * @param z_BO product of the whole batch, over which the gradient is written
   * @param peers the layer's peer normalisation, where it has one
   */
  SmallRows(
      SmallShare share,
      LayerParameters parameters,
      RowBlocks batch,
      INDArray z_BO,
      INDArray inverseRows_11,
      Optional<PeerNormalizer> peers) {
    this.spec = parameters.spec();
    this.pairs = SmallBatch.pairs(batch);
    this.share = share;
    this.z_BO = z_BO;
    boolean twins = spec.comparesPairs() && pairs.isEmpty();
    this.from = twins ? 0 : share.fromRow();
    this.to = twins ? z_BO.rows() : share.toRow();
    inputs.put(LayerGraph.PRODUCT, HostArrays.rows(z_BO, from, to));
    inputs.put(LayerGraph.INVERSE_ROWS, inverseRows_11);
    parameters.bias().ifPresent(bias -> inputs.put(LayerGraph.BIAS, bias));
    peers.ifPresent(p -> inputs.put(LayerGraph.PEER_PULL, p.pull()));
    if (pairs.isPresent()) {
      putLabels(pairs.get(), parameters.kernel());
    } else {
      inputs.put(LayerGraph.POLARITY, HostArrays.rows(batch.polarities(0), from, to));
    }
    makeSums();
    this.training = trainingKernel(null);
  }

  private void putLabels(PairBlocks labelled, INDArray kernel_IO) {
    int label = labelled.labelOffset();
    put(LayerGraph.POSITIVE_LABELS, labelled.positiveLabels(0));
    put(LayerGraph.NEGATIVE_LABELS, labelled.negativeLabels(0));
    put(LayerGraph.IMAGE_SCALES, labelled.neutralScales(0));
    put(LayerGraph.NEUTRAL_HEIGHTS, labelled.neutralHeights(0));
    inputs.put(
        LayerGraph.LABEL_KERNEL, HostArrays.rows(kernel_IO, label, label + labelled.classes()));
  }

  private void put(String name, INDArray all) {
    inputs.put(name, HostArrays.rows(all, from, to));
  }

  private void makeSums() {
    TrainingChain chain = trainingChain();
    for (String name : chain.outputs()) {
      if (!isOfRows(name)) {
        INDArray sum = Nd4j.create(DataType.FLOAT, chain.shape(name, inputs).getShape());
        sums.put(name, sum);
        sumBuffers.put(name, HostArrays.floats(sum));
      }
    }
  }

  /** Whether an output has a row for each row of the batch; else it is a sum over them. */
  private static boolean isOfRows(String output) {
    return switch (output) {
      case LayerGraph.PRE_ACTIVATION_GRADIENT,
          LayerGraph.NORMALIZED,
          LayerGraph.NORMALIZED_POSITIVE,
          LayerGraph.NORMALIZED_NEGATIVE ->
          true;
      default -> false;
    };
  }

  private TrainingChain trainingChain() {
    return new TrainingChain(spec, pairs.isPresent());
  }

  private PlannedOp trainingKernel(@Nullable HiddenRows next) {
    TrainingChain chain = trainingChain();
    PlannedOp kernel = prepare(chain);
    for (int i = 0; i < chain.outputs().size(); i++) {
      INDArray target = trainingTarget(chain.outputs().get(i), next);
      if (target != null) {
        kernel.bindOutput(i, target);
      }
    }
    if (kernel instanceof TwinTrainingKernel twin) {
      twin.limit(share.fromPair(), share.toPair());
    }
    return kernel;
  }

  private @Nullable INDArray trainingTarget(String output, @Nullable HiddenRows next) {
    return switch (output) {
      case LayerGraph.PRE_ACTIVATION_GRADIENT -> inputs.get(LayerGraph.PRODUCT);
      case LayerGraph.NORMALIZED, LayerGraph.NORMALIZED_POSITIVE ->
          next == null ? null : HostArrays.rows(next.receive(0), from, to);
      case LayerGraph.NORMALIZED_NEGATIVE ->
          next == null ? null : HostArrays.rows(next.receive(1), from, to);
      default -> sums.get(output);
    };
  }

  private PlannedOp prepare(FusedChain chain) {
    PlannedOp kernel = chain.prepare(Set.of());
    for (int i = 0; i < chain.inputs().size(); i++) {
      kernel.bindInput(i, Objects.requireNonNull(inputs.get(chain.inputs().get(i))));
    }
    return kernel;
  }

  /**
   * From the product to its gradient, and the sums.
   *
   * @param next receives the normalised activations; null where nothing comes behind
   */
  void train(@Nullable HiddenRows next) {
    if (next == null) {
      training.run();
      return;
    }
    PlannedOp kernel = trainings.get(next);
    if (kernel == null) {
      kernel = trainingKernel(next);
      trainings.put(next, kernel);
    }
    kernel.run();
  }

  /**
   * From the product to the next layer's input.
   *
   * @param next for the batch as it is, or for its images with the neutral label
   * @param neutral whether it is the latter
   */
  void handOver(HiddenRows next, boolean neutral) {
    List<PlannedOp> kernels = handOvers.get(next);
    if (kernels == null) {
      kernels = handOverKernels(next, neutral);
      handOvers.put(next, kernels);
    }
    for (PlannedOp kernel : kernels) {
      kernel.run();
    }
  }

  private List<PlannedOp> handOverKernels(HiddenRows next, boolean neutral) {
    if (neutral || pairs.isEmpty()) {
      FusedChain chain = neutral ? new NeutralChain(spec) : ForwardChain.of(spec);
      return List.of(handOverKernel(chain, LayerGraph.NORMALIZED, next.receive(0)));
    }
    return List.of(
        handOverKernel(
            ForwardChain.ofPositives(spec), LayerGraph.NORMALIZED_POSITIVE, next.receive(0)),
        handOverKernel(
            ForwardChain.ofNegatives(spec), LayerGraph.NORMALIZED_NEGATIVE, next.receive(1)));
  }

  private PlannedOp handOverKernel(FusedChain chain, String normalized, INDArray target_BO) {
    INDArray product_BO = HostArrays.rows(z_BO, share.fromRow(), share.toRow());
    return prepare(chain)
        .bindInput(chain.inputs().indexOf(LayerGraph.PRODUCT), product_BO)
        .bindOutput(
            chain.outputs().indexOf(normalized),
            HostArrays.rows(target_BO, share.fromRow(), share.toRow()));
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
