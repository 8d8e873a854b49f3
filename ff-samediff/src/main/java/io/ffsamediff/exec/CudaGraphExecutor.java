package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.PairBlocks;
import io.ffsamediff.data.RowBlocks;
import io.ffsamediff.graph.LayerGraph;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a layer's graph on a CUDA device: products by cuBLASLt, all else in kernels generated from
 * the graph's ops, a whole step recorded once and replayed. Inputs, parameters, optimiser state and
 * what is handed on stay on the device; a step brings back its loss and goodness only.
 */
public final class CudaGraphExecutor implements GraphExecutor {

  private static final String PENALTY = LayerGraph.PENALTY;

  private final CudaSession session;
  private final LayerSpec spec;
  private final CudaOptimizer optimizer;
  private final CudaLayerPlans plans;
  private final Optional<CudaPlan> penalty;
  private final Optional<PeerNormalizer> peers;
  private final CudaNumbers given;
  private final CudaNumbers seen;
  private final Map<CudaTask, CudaWork> works = new HashMap<>();
  private int blockRows;

  /** What is done with a block. */
  private record Planned(CudaPlan plan, Map<String, GpuSlice> arrays) {}

  /**
   * Takes over what the layer is now.
   *
   * @param session shared with the other layers; closed by its owner
   * @param parameters the layer's parameters, behind the device's until {@link #publish}
   */
  CudaGraphExecutor(CudaSession session, LayerParameters parameters, OptimizerConfig optimizer) {
    this.session = session;
    this.spec = parameters.spec();
    if (spec.comparesPairs()) {
      session.keepHostOrder();
    }
    this.optimizer = new CudaOptimizer(session, parameters, "layer " + spec.number(), optimizer);
    this.plans = new CudaLayerPlans(session, spec);
    this.penalty = plans.hasPenalty() ? Optional.of(plans.penalty()) : Optional.empty();
    this.peers =
        Optional.ofNullable(spec.config().peerNormalization())
            .map(config -> new PeerNormalizer(config, spec.units()));
    this.given = CudaNumbers.givenTo(session.gpu(), spec);
    this.seen = CudaNumbers.seenIn(session.gpu(), spec);
  }

  @Override
  public StepStatistics step(RowBlocks rows) {
    return stepAndHandOver(rows, null);
  }

  @Override
  public StepStatistics stepAndHandOver(RowBlocks rows, @Nullable HiddenRows next) {
    give(rows.rows());
    run(rows, next, true);
    optimizer.stepped();
    session.synchronize();
    FloatBuffer activity = seen.host().floats();
    peers.ifPresent(
        p -> {
          p.add(activity.slice(seen.start(LayerGraph.ACTIVITY_SUM), spec.units()));
          p.update(rows.rows() / 2);
        });
    double loss = seen.get(LayerGraph.LOSS_SUM) / (double) rows.rows();
    return StepStatistics.of(
        penalty.isPresent() ? loss + seen.get(PENALTY) : loss,
        rows.rows(),
        seen.get(LayerGraph.GOODNESS_SUM),
        seen.get(LayerGraph.GOODNESS_CONTRAST));
  }

  @Override
  public void handOver(RowBlocks rows, HiddenRows next) {
    run(rows, next, false);
  }

  private void run(RowBlocks rows, @Nullable HiddenRows next, boolean trains) {
    CudaRows here = session.rows(rows);
    here.bringUpToDate();
    optimizer.values().bringUpToDate();
    CudaRows there = next == null ? null : session.rows(next);
    CudaTask task = new CudaTask(rows, next, trains);
    boolean isDone = false;
    while (!isDone) {
      isDone = isDone(task, here, there);
    }
    if (there != null) {
      there.computed(Objects.requireNonNull(next));
    }
  }

  /** Does a task; where memory is short, prepares smaller blocks for another try. */
  private boolean isDone(CudaTask task, CudaRows here, @Nullable CudaRows there) {
    if (blockRows == 0) {
      blockRows = CudaBlockRows.largest(session, spec);
    }
    try {
      CudaWork work = works.get(task);
      if (work == null) {
        work = work(task, here, there);
        works.put(task, work);
      }
      work.run();
      return true;
    } catch (GpuMemoryException e) {
      if (blockRows <= CudaBlockRows.LEAST || session.hostOrder()) {
        throw e;
      }
      blockRows = Math.max(CudaBlockRows.LEAST, blockRows / 2);
      works.values().forEach(CudaWork::close);
      works.clear();
      return false;
    }
  }

  /** Sets the numbers of a step. */
  private void give(int rows) {
    given.set(LayerGraph.INVERSE_ROWS, (float) (1.0 / rows));
    optimizer.give(given);
    peers.ifPresent(
        p ->
            given
                .host()
                .floats()
                .put(
                    given.start(LayerGraph.PEER_PULL),
                    new HostFloats(p.pull()).read(),
                    0,
                    spec.units()));
  }

  private CudaWork work(CudaTask task, CudaRows here, @Nullable CudaRows there) {
    List<Runnable> calls = new ArrayList<>();
    long floats = 0;
    if (task.trains()) {
      calls.add(() -> given.send(session.gpu()));
    }
    for (Planned block : blocks(here, there, task.trains())) {
      calls.add(() -> block.plan().run(block.arrays()));
      floats = Math.max(floats, block.plan().floats());
    }
    if (task.trains()) {
      if (penalty.isPresent()) {
        CudaPlan plan = penalty.get();
        Map<String, GpuSlice> arrays = penaltyArrays();
        calls.add(() -> plan.run(arrays));
        floats = Math.max(floats, plan.floats());
      }
      calls.add(() -> optimizer.run(given));
      calls.add(() -> seen.fetch(session.gpu()));
    }
    return new CudaWork(session, floats, calls);
  }

  private List<Planned> blocks(CudaRows here, @Nullable CudaRows there, boolean trains) {
    List<Planned> blocks = new ArrayList<>();
    int classes = here.pairs().map(PairBlocks::classes).orElse(0);
    for (CudaRows.Block block : here.blocks(blockRows)) {
      CudaPlan plan =
          plans.of(
              new CudaLayerPlans.Form(
                  here.form(), block.size(), classes, trains, !blocks.isEmpty(), there != null));
      blocks.add(new Planned(plan, arrays(here, there, block)));
    }
    return blocks;
  }

  /**
   * The products of a step on {@code rows}, on which a step was taken, in its blocks and with its
   * matrices. They change the gradient and working memory, which each step writes anew.
   *
   * @return to be closed before this
   */
  public CudaProducts products(RowBlocks rows) {
    List<Planned> blocks = blocks(session.rows(rows), null, true);
    return new CudaProducts(
        session,
        blocks.stream().mapToLong(block -> block.plan().floats()).max().orElse(0),
        blocks.stream().flatMap(block -> block.plan().shapes().stream()).toList(),
        () -> blocks.forEach(block -> block.plan().multiply(block.arrays())));
  }

  private Map<String, GpuSlice> arrays(
      CudaRows here, @Nullable CudaRows there, CudaRows.Block block) {
    CudaParameters parameters = optimizer.parameters();
    Map<String, GpuSlice> arrays = here.arrays(block);
    arrays.putAll(bound());
    arrays.putAll(parameters.gradients(LayerGraph.KERNEL_GRADIENT, LayerGraph.BIAS_GRADIENT));
    here.pairs()
        .ifPresent(
            pairs -> {
              arrays.put(
                  LayerGraph.LABEL_KERNEL, parameters.values().kernelRow(pairs.labelOffset()));
              arrays.put(
                  LayerGraph.LABEL_KERNEL_GRADIENT, parameters.gradientRow(pairs.labelOffset()));
            });
    for (String name : List.of(LayerGraph.INVERSE_ROWS, LayerGraph.PEER_PULL)) {
      arrays.put(name, given.of(name));
    }
    for (String name :
        List.of(
            LayerGraph.LOSS_SUM,
            LayerGraph.GOODNESS_SUM,
            LayerGraph.GOODNESS_CONTRAST,
            LayerGraph.ACTIVITY_SUM)) {
      arrays.put(name, seen.of(name));
    }
    if (there != null && here.form() == CudaRows.Form.PAIRS) {
      arrays.put(LayerGraph.NORMALIZED_POSITIVE, there.ofSide(block, true));
      arrays.put(LayerGraph.NORMALIZED_NEGATIVE, there.ofSide(block, false));
    } else if (there != null) {
      arrays.put(LayerGraph.NORMALIZED, there.row(block.from()));
    }
    return arrays;
  }

  private Map<String, GpuSlice> bound() {
    return optimizer.values().named(LayerGraph.KERNEL, LayerGraph.BIAS);
  }

  private Map<String, GpuSlice> penaltyArrays() {
    Map<String, GpuSlice> arrays = bound();
    arrays.putAll(
        optimizer
            .parameters()
            .gradients(LayerGraph.KERNEL_PENALTY_GRADIENT, LayerGraph.BIAS_PENALTY_GRADIENT));
    arrays.put(PENALTY, seen.of(PENALTY));
    return arrays;
  }

  @Override
  public void setRate(double factor) {
    optimizer.setRate(factor);
  }

  @Override
  public void publish() {
    optimizer.values().publish();
  }

  @Override
  public float[] updaterState() {
    return optimizer.parameters().state();
  }

  @Override
  public int iteration() {
    return optimizer.iteration();
  }

  @Override
  public void restore(float[] updaterState, int iteration) {
    optimizer.restore(updaterState, iteration);
  }

  @Override
  public float[] meanActivity() {
    return peers.map(PeerNormalizer::mean).orElse(new float[0]);
  }

  @Override
  public void restoreMeanActivity(float[] meanActivity) {
    if (peers.isPresent()) {
      peers.get().restore(meanActivity);
    } else {
      GraphExecutor.super.restoreMeanActivity(meanActivity);
    }
  }

  @Override
  public void close() {
    works.values().forEach(CudaWork::close);
    peers.ifPresent(PeerNormalizer::close);
    optimizer.close();
    given.close();
    seen.close();
  }
}
