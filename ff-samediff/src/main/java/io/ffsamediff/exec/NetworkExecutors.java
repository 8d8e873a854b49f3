package io.ffsamediff.exec;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.DeviceConfig.ExecutorKind;
import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Crew;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dropout;
import io.ffsamediff.data.LabelledRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.DenseParameters;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The executors of a network: one for each layer and for its head, which share their threads, since
 * they work one after the other. Threads of several teams would wait awake for work at one time.
 */
public final class NetworkExecutors implements AutoCloseable {

  private final DeviceConfig device;
  private final WorkTeam team;
  private final Optional<CudaSession> cuda;
  private final Optional<ExecutorMaker> maker;
  private final Optional<RemoteLayers> remote;
  private final List<HeadExecutor> heads = new ArrayList<>();
  private final List<BackpropExecutor> networks = new ArrayList<>();
  private final List<GraphExecutor> layers = new ArrayList<>();
  private final List<LabelTrial> trials = new ArrayList<>();
  private final List<CudaMovingAverage> averages = new ArrayList<>();
  private final List<CudaDropout> dropouts = new ArrayList<>();

  /** No executors yet; {@code device} tells how they run, on the device of this process. */
  public NetworkExecutors(DeviceConfig device) {
    this(
        device,
        device.executor() == ExecutorKind.COMPILED
            ? CudaDevice.session(device.matmulPrecision())
            : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * No executors yet.
   *
   * @param cuda where layers train; closed with this
   */
  NetworkExecutors(DeviceConfig device, Optional<CudaSession> cuda) {
    this(device, cuda, Optional.empty(), Optional.empty());
  }

  private NetworkExecutors(
      DeviceConfig device,
      Optional<CudaSession> cuda,
      Optional<ExecutorMaker> maker,
      Optional<RemoteLayers> remote) {
    this.device = device;
    this.cuda = cuda;
    this.maker = maker;
    this.remote = remote;
    boolean compiled = device.executor() == ExecutorKind.COMPILED;
    this.team = WorkTeam.onHost(compiled ? GraphExecutor.threads(device) : 1);
  }

  /** No executors yet; all of them run where ND4J's arrays are. */
  public static NetworkExecutors onHost(DeviceConfig device) {
    return new NetworkExecutors(device, Optional.empty());
  }

  /**
   * No executors yet; layers train elsewhere.
   *
   * @param remote closed with this
   */
  public static NetworkExecutors elsewhere(DeviceConfig device, RemoteLayers remote) {
    return new NetworkExecutors(device, Optional.empty(), Optional.of(remote), Optional.of(remote));
  }

  /** No executors yet; all of them run where ND4J's arrays are, those of {@code maker} too. */
  public static NetworkExecutors onHost(DeviceConfig device, ExecutorMaker maker) {
    return new NetworkExecutors(device, Optional.empty(), Optional.of(maker), Optional.empty());
  }

  /**
   * The batches that {@code run} asks for; closed by the caller.
   *
   * @param encoder how examples become rows
   * @param blockRows rows of a block of a batch
   */
  public Batches<? extends LabelledRows> batches(
      RunConfig run, Dataset data, RowEncoder encoder, int blockRows) {
    return remote.isPresent()
        ? remote.get().batches(run, data, encoder.inputs())
        : Batches.of(run, data, encoder, blockRows, team);
  }

  /**
   * Adds the executor of a layer.
   *
   * @param parameters the layer's parameters, changed by each step; closed by their owner
   */
  public GraphExecutor addLayer(LayerParameters parameters, OptimizerConfig optimizer) {
    GraphExecutor executor = layer(parameters, optimizer);
    layers.add(executor);
    return executor;
  }

  private GraphExecutor layer(LayerParameters parameters, OptimizerConfig optimizer) {
    if (maker.isPresent()) {
      return maker.get().layer(parameters, optimizer);
    }
    if (cuda.isPresent()) {
      return new CudaGraphExecutor(cuda.get(), parameters, optimizer);
    }
    return device.executor() == ExecutorKind.COMPILED
        ? new CompiledExecutor(parameters, optimizer, team, false, device.matmulPrecision())
        : new SameDiffFitExecutor(parameters, optimizer);
  }

  /** Makes all parameters, and their averages, what the last steps have made of them. */
  public void publish() {
    layers.forEach(GraphExecutor::publish);
    heads.forEach(HeadExecutor::publish);
    averages.forEach(MovingAverage::publish);
  }

  /** Where the time of steps elsewhere went since it was last asked for; empty of steps here. */
  public Optional<StageTimes> takeStageTimes() {
    return remote.map(RemoteLayers::takeStageTimes);
  }

  /**
   * Adds the executor of a head.
   *
   * @param parameters the head's parameters, changed by each step; closed by their owner
   */
  public HeadExecutor addHead(HeadParameters parameters, OptimizerConfig optimizer) {
    HeadExecutor executor = head(parameters, optimizer);
    heads.add(executor);
    return executor;
  }

  private HeadExecutor head(HeadParameters parameters, OptimizerConfig optimizer) {
    if (maker.isPresent()) {
      return maker.get().head(parameters, optimizer);
    }
    return cuda.isPresent()
        ? new CudaHeadExecutor(cuda.get(), parameters, optimizer)
        : new CompiledHeadExecutor(parameters, optimizer, team);
  }

  /**
   * Adds a trial of all labels on the images of batches.
   *
   * @param parameters parameters of all layers, read at each run
   * @param encoder how examples become rows
   * @param batchImages images of the largest batch
   */
  public LabelTrial addTrial(
      List<LayerParameters> parameters, RowEncoder encoder, int batchImages) {
    LabelTrial trial =
        cuda.isPresent()
            ? CudaLabelTrial.ofBatches(cuda.get(), parameters, encoder, batchImages)
            : HostLabelTrial.ofBatches(parameters, encoder, team, batchImages);
    trials.add(trial);
    return trial;
  }

  /**
   * Adds the executor of a network that learns by back-propagation.
   *
   * @param layers parameters of the hidden layers, changed by each step; closed by their owner
   * @param softmax parameters of the softmax layer, likewise
   * @param dropout share of hidden activations that are dropped
   */
  public BackpropExecutor addBackprop(
      List<LayerParameters> layers,
      HeadParameters softmax,
      OptimizerConfig optimizer,
      double dropout) {
    BackpropExecutor executor = new BackpropExecutor(layers, softmax, optimizer, dropout, team);
    networks.add(executor);
    return executor;
  }

  /** The threads of all executors, which have nothing to do between two steps. */
  public Crew crew() {
    return team;
  }

  /** The executor of layer {@code layer}, from 0. */
  public GraphExecutor layer(int layer) {
    return layers.get(layer);
  }

  /** The layers' executors, in the order in which they were added. */
  public List<GraphExecutor> layers() {
    return Collections.unmodifiableList(layers);
  }

  /** Adds a moving average of {@code parameters}, kept in {@code average}. */
  public MovingAverage averageOf(DenseParameters parameters, DenseParameters average) {
    if (cuda.isEmpty()) {
      return new HostMovingAverage(parameters, average, team);
    }
    CudaMovingAverage moving = new CudaMovingAverage(cuda.get(), parameters, average);
    averages.add(moving);
    return moving;
  }

  /**
   * Adds dropout of activations.
   *
   * @param rate probability of each to be dropped, above 0 and below 1
   */
  public ActivationDropout addDropout(double rate) {
    Dropout dropout = new Dropout(rate);
    if (cuda.isEmpty()) {
      return dropout::apply;
    }
    CudaDropout there = new CudaDropout(cuda.get(), dropout);
    dropouts.add(there);
    return there;
  }

  @Override
  public void close() {
    layers.forEach(GraphExecutor::close);
    heads.forEach(HeadExecutor::close);
    trials.forEach(LabelTrial::close);
    averages.forEach(CudaMovingAverage::close);
    dropouts.forEach(CudaDropout::close);
    networks.forEach(BackpropExecutor::close);
    cuda.ifPresent(CudaSession::close);
    remote.ifPresent(RemoteLayers::close);
    team.close();
  }
}
