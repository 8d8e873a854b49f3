package io.ffsamediff.exec;

import io.ffsamediff.data.Crew;
import io.ffsamediff.data.HostArrays;
import io.ffsamediff.graph.DenseParameters;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Moves an average towards parameters, tile by tile, shared by the threads of a team; an update
 * allocates nothing.
 */
final class HostMovingAverage implements MovingAverage {

  private static final int TILE = 2048;

  private final INDArray parameters;
  private final INDArray average;
  private final boolean onHost;
  private final FloatBuffer parameters_P;
  private final FloatBuffer average_P;
  private final WorkTeam team;
  private final float[][] parameterTiles;
  private final float[][] averageTiles;
  private final Crew.Work pass = this::update;
  private float decay;

  /** Of {@code parameters} in {@code average}. */
  HostMovingAverage(DenseParameters parameters, DenseParameters average, WorkTeam team) {
    this.parameters = parameters.flat();
    this.average = average.flat();
    this.onHost = Nd4j.getEnvironment().isCPU();
    this.parameters_P = HostArrays.floats(this.parameters);
    this.average_P = HostArrays.floats(this.average);
    this.team = team;
    this.parameterTiles = new float[team.size()][TILE];
    this.averageTiles = new float[team.size()][TILE];
  }

  @Override
  public void update(double decay) {
    if (!onHost) {
      average.muli(decay).addi(parameters.mul(1 - decay));
      return;
    }
    this.decay = (float) decay;
    int tiles = (parameters_P.capacity() + TILE - 1) / TILE;
    team.run(pass, tiles, Math.min(team.size(), tiles));
  }

  private void update(int part, int from, int to) {
    float[] parameters = parameterTiles[part];
    float[] average = averageTiles[part];
    for (int tile = from; tile < to; tile++) {
      int start = tile * TILE;
      int length = Math.min(TILE, parameters_P.capacity() - start);
      parameters_P.get(start, parameters, 0, length);
      average_P.get(start, average, 0, length);
      move(average, parameters, length, decay);
      average_P.put(start, average, 0, length);
    }
  }

  private static void move(float[] average, float[] parameters, int length, float decay) {
    for (int i = 0; i < length; i++) {
      average[i] = decay * average[i] + (1 - decay) * parameters[i];
    }
  }
}
