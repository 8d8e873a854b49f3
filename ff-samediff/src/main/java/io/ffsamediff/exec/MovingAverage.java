package io.ffsamediff.exec;

import io.ffsamediff.data.HostArrays;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Moves an average towards a vector, tile by tile, shared by the threads of a team. */
final class MovingAverage {

  private static final int TILE = 2048;

  private MovingAverage() {}

  /** {@code average = decay average + (1 - decay) vector}, element by element. */
  static void update(WorkTeam team, INDArray vector_1P, INDArray average_1P, double decay) {
    FloatBuffer vector_P = HostArrays.floats(vector_1P);
    FloatBuffer average_P = HostArrays.floats(average_1P);
    int tiles = (vector_P.capacity() + TILE - 1) / TILE;
    team.run(
        (part, from, to) ->
            update(
                vector_P,
                average_P,
                (float) decay,
                from * TILE,
                Math.min(to * TILE, vector_P.capacity())),
        tiles,
        Math.min(team.size(), tiles));
  }

  private static void update(
      FloatBuffer vector_P, FloatBuffer average_P, float decay, int from, int to) {
    float[] vector = new float[TILE];
    float[] average = new float[TILE];
    for (int start = from; start < to; start += TILE) {
      int length = Math.min(TILE, to - start);
      vector_P.get(start, vector, 0, length);
      average_P.get(start, average, 0, length);
      for (int i = 0; i < length; i++) {
        average[i] = decay * average[i] + (1 - decay) * vector[i];
      }
      average_P.put(start, average, 0, length);
    }
  }
}
