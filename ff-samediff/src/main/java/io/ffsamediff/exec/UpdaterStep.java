package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.data.Crew;
import io.ffsamediff.data.HostArrays;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An optimiser on a contiguous parameter vector: one pass over gradient, state and parameters, tile
 * by tile in the first-level cache, shared by the threads of a team. The optimiser's state is in
 * the heap.
 */
final class UpdaterStep implements Optimizer, Crew.Work {

  /** Floats of a tile; three tiles fit a first-level cache of 32 KiB. */
  private static final int TILE = 2048;

  /** Tiles that take about as long as a thread takes to start. */
  private static final int TILES_WORTH_A_THREAD = 8;

  private final OptimizerConfig config;
  private final UpdateRule rule;
  private final FloatBuffer parameters_P;
  private final List<FloatBuffer> gradients_P;
  private final int decayed;
  private final WorkTeam team;
  private final float[][] state;
  private final float[][] gradientTiles;
  private final float[][] parameterTiles;
  private final float[][][] stateTiles;
  private int used = 1;
  private int iteration;
  private double rate = 1;
  private float decay;

  private UpdaterStep(
      OptimizerConfig config,
      INDArray parameters_1P,
      List<INDArray> gradients_1P,
      int decayed,
      WorkTeam team) {
    this.config = config;
    this.rule = UpdateRule.of(config);
    this.decayed = decayed;
    this.parameters_P = HostArrays.floats(parameters_1P);
    this.gradients_P = gradients_1P.stream().map(HostArrays::floats).toList();
    this.team = team;
    this.state = new float[rule.stateVectors()][parameters_P.capacity()];
    this.gradientTiles = new float[team.size()][TILE];
    this.parameterTiles = new float[team.size()][TILE];
    this.stateTiles = new float[team.size()][rule.stateVectors()][TILE];
  }

  /**
   * The optimiser of this kind, with a state of zeros.
   *
   * @param parameters_1P changed by each step
   * @param gradients_1P read by each step: the gradient is the sum of the first of them
   * @param decayed how many parameters, from the first on, the optimiser's weight decay is for: the
   *     kernel's, with biases after it
   */
  static UpdaterStep of(
      OptimizerConfig config,
      INDArray parameters_1P,
      List<INDArray> gradients_1P,
      int decayed,
      WorkTeam team) {
    return new UpdaterStep(config, parameters_1P, gradients_1P, decayed, team);
  }

  @Override
  public void setRate(double factor) {
    rate = factor;
  }

  @Override
  public void apply(int used) {
    start(used);
    int tiles = (parameters_P.capacity() + TILE - 1) / TILE;
    team.run(this, tiles, Math.min(team.size(), Math.max(1, tiles / TILES_WORTH_A_THREAD)));
    finish();
  }

  /** Starts a step whose parameters are then updated range by range. */
  void start(int used) {
    this.used = used;
    double learningRate = rate * config.learningRate();
    this.decay = (float) (learningRate * config.weightDecay());
    rule.begin(iteration, learningRate);
  }

  /** Ends a step. */
  void finish() {
    iteration++;
  }

  @Override
  public void run(int part, int from, int to) {
    update(part, from * TILE, Math.min(to * TILE, parameters_P.capacity()));
  }

  private void update(int part, int from, int to) {
    // No tile has parameters of both kinds, so that its loop need not tell them apart.
    int boundary = Math.max(from, Math.min(decayed, to));
    update(part, from, boundary, decay);
    update(part, boundary, to, 0);
  }

  private void update(int part, int from, int to, float share) {
    float[] gradient = gradientTiles[part];
    float[] parameters = parameterTiles[part];
    for (int start = from; start < to; start += TILE) {
      int length = Math.min(TILE, to - start);
      gradients_P.get(0).get(start, gradient, 0, length);
      for (int other = 1; other < used; other++) {
        gradients_P.get(other).get(start, parameters, 0, length);
        RowArithmetic.add(gradient, parameters);
      }
      updateTile(part, gradient, start, length, share);
    }
  }

  /**
   * Updates parameters whose gradient is at hand.
   *
   * @param part number of the thread
   * @param gradient of the parameters from {@code start} on, all with weight decay or all without
   */
  void update(int part, float[] gradient, int start) {
    if (parameterTiles[part].length < gradient.length) {
      parameterTiles[part] = new float[gradient.length];
      stateTiles[part] = new float[state.length][gradient.length];
    }
    updateTile(part, gradient, start, gradient.length, start < decayed ? decay : 0);
  }

  /*
   * C2 makes vector instructions of loops whose arrays are all read at the loop's own index, which is
   * several times as fast as the copies cost.
   */
  private void updateTile(int part, float[] gradient, int start, int length, float share) {
    float[] parameters = parameterTiles[part];
    float[][] stateTile = stateTiles[part];
    parameters_P.get(start, parameters, 0, length);
    for (int vector = 0; vector < state.length; vector++) {
      System.arraycopy(state[vector], start, stateTile[vector], 0, length);
    }
    rule.update(parameters, gradient, stateTile, length, share);
    for (int vector = 0; vector < state.length; vector++) {
      System.arraycopy(stateTile[vector], 0, state[vector], start, length);
    }
    parameters_P.put(start, parameters, 0, length);
  }

  @Override
  public float[] state() {
    float[] copy = new float[state.length * parameters_P.capacity()];
    for (int vector = 0; vector < state.length; vector++) {
      System.arraycopy(
          state[vector], 0, copy, vector * parameters_P.capacity(), parameters_P.capacity());
    }
    return copy;
  }

  @Override
  public int iteration() {
    return iteration;
  }

  @Override
  public void restore(float[] saved, int iteration) {
    int length = parameters_P.capacity();
    if (saved.length != state.length * length) {
      throw new IllegalArgumentException(
          "updater state: expected %d values, received %d"
              .formatted(state.length * length, saved.length));
    }
    for (int vector = 0; vector < state.length; vector++) {
      System.arraycopy(saved, vector * length, state[vector], 0, length);
    }
    this.iteration = iteration;
  }
}
