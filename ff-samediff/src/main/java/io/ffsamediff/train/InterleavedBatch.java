package io.ffsamediff.train;

import io.ffsamediff.config.NegativesConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DistantRows;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HybridRows;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.exec.ActivationDropout;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.exec.StepStatistics;
import java.util.Optional;

/*
 * The loop of Hinton's Matlab code for the paper (ffnew.m): on each batch the softmax head learns from,
 * and may judge, the images with the neutral label; negatives are drawn; then every layer takes one step
 * on positives and negatives. A layer hands on what it computed before its update, so that its
 * product with the batch is done once. Of a batch without labels the head learns from what the layers
 * hand on of the positives, after their step: there is no other pass. Of a batch that is elsewhere, all
 * this is done there, and executors do what is left here.
 */
/** What interleaved training does with a batch. */
public final class InterleavedBatch {

  private final FFNetwork network;
  private final NetworkExecutors executors;
  private final LayerInputs inputs;
  private final RandomStreams streams;
  private final Optional<HeadTraining> head;
  private final Optional<HardNegatives> hardNegatives;
  private final Optional<ActivationDropout> dropout;

  /** Hears of the steps on a batch. */
  public interface Listener {

    /** The head has done its step, before which its mean cross-entropy was {@code loss}. */
    void onHead(double loss);

    /** Layer {@code layer}, from 0, has done its step. */
    void onLayer(int layer, StepStatistics seen);
  }

  /**
   * Adds what it needs besides the layers to {@code executors}.
   *
   * @param network changed in place; closed by its owner
   * @param executors have one for each layer
   * @param inputs of the layers; closed by its owner
   * @param encoder how examples become rows
   * @param examples of a batch that comes here; 0 where batches are elsewhere
   */
  public InterleavedBatch(
      RunConfig run,
      FFNetwork network,
      NetworkExecutors executors,
      LayerInputs inputs,
      RowEncoder encoder,
      int examples) {
    this.network = network;
    this.executors = executors;
    this.inputs = inputs;
    this.streams = new RandomStreams(run.seed());
    this.head = HeadTraining.of(run.network(), network, executors);
    double rate = run.network().dropout();
    if (examples == 0) {
      this.hardNegatives = Optional.empty();
      this.dropout = Optional.empty();
    } else {
      this.hardNegatives =
          judge(run, encoder, examples).map(labelJudge -> new HardNegatives(streams, labelJudge));
      this.dropout = rate > 0 ? Optional.of(executors.addDropout(rate)) : Optional.empty();
    }
  }

  /** Who judges the labels of hard negatives, where the run draws such. */
  private Optional<LabelJudge> judge(RunConfig run, RowEncoder encoder, int examples) {
    if (!(run.negatives() instanceof NegativesConfig.Hard hard)) {
      return Optional.empty();
    }
    if (hard.judge() == NegativesConfig.Judge.HEAD) {
      HeadTraining training = head.orElseThrow();
      return Optional.of(batch -> training.probabilities());
    }
    return Optional.of(
        new GoodnessJudge(
            executors.addTrial(network.layers(), encoder, examples), run.evaluation().layers()));
  }

  /**
   * One step of each layer, and of the head.
   *
   * @param draw decides what chance does: the number of the batch in the run, where it is whole
   */
  public void train(LabelledRows batch, long draw, Listener listener) {
    if (batch instanceof PairRows pairs) {
      head.ifPresent(h -> listener.onHead(trainHead(h, pairs, draw)));
      hardNegatives.ifPresent(hard -> hard.draw(pairs, draw));
    } else if (batch instanceof DistantRows) {
      head.ifPresent(h -> listener.onHead(h.stepElsewhere()));
    }
    for (int layer = 0; layer < layers(); layer++) {
      listener.onLayer(layer, trainLayer(layer, batch, draw));
    }
    if (batch instanceof HybridRows) {
      head.ifPresent(h -> listener.onHead(h.step(inputs, batch, batch)));
    }
  }

  private double trainHead(HeadTraining training, PairRows batch, long draw) {
    RowBlocks neutral = batch.neutral();
    for (int layer = 0; layer < layers(); layer++) {
      HiddenRows output = inputs.outputs(layer, neutral);
      executors.layer(layer).handOver(inputs.of(layer, neutral), output);
      drop(output, draw, layers() + layer);
    }
    return training.step(inputs, neutral, batch);
  }

  private StepStatistics trainLayer(int layer, LabelledRows batch, long draw) {
    RowBlocks rows = inputs.of(layer, batch);
    boolean read = layer + 1 < layers() || batch instanceof HybridRows;
    if (!read || batch instanceof DistantRows) {
      return executors.layer(layer).step(rows);
    }
    HiddenRows output = inputs.outputs(layer, batch);
    StepStatistics seen = executors.layer(layer).stepAndHandOver(rows, output);
    drop(output, draw, layer);
    return seen;
  }

  /**
   * Drops activations on their way to the next layer.
   *
   * @param pass tells the passes of a batch apart
   */
  private void drop(HiddenRows rows, long draw, int pass) {
    dropout.ifPresent(
        d -> d.apply(rows, streams.seed(RandomStreams.DROPOUT, draw * 2 * layers() + pass)));
  }

  private int layers() {
    return network.layers().size();
  }

  /** Sets the learning rate of the steps from now on, a factor of what is configured. */
  public void setRate(double factor) {
    executors.layers().forEach(layer -> layer.setRate(factor));
    head.ifPresent(h -> h.setRate(factor));
  }

  /** What the head must remember, where there is one. */
  public Optional<LayerState> headState() {
    return head.map(HeadTraining::state);
  }

  /** Has the head go on from a saved state, where there is one. */
  public void restoreHead(LayerState state) {
    head.ifPresent(h -> h.restore(state));
  }
}
