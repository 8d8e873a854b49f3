package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/**
 * The optimiser as ops of ND4J, for backends whose arrays are not on the host: {@link UpdaterStep}
 * would have to fetch parameters and gradient at each step.
 */
@SuppressWarnings("rawtypes") // ND4J's factories of updaters give them raw
final class DeviceUpdater implements Optimizer {

  private final SessionUpdaters updaters;
  private final List<INDArray> gradients_1P;
  private final INDArray state_VP;
  private final List<Part> parts = new ArrayList<>();
  private int iteration;

  /** Parameters that are alike in their weight decay. */
  private record Part(
      INDArray parameters, INDArray gradient, GradientUpdater updater, boolean decays) {}

  /** As {@link Optimizer#of}. */
  DeviceUpdater(
      OptimizerConfig config, INDArray parameters_1P, List<INDArray> gradients_1P, int decayed) {
    this.updaters = new SessionUpdaters(config);
    this.gradients_1P = List.copyOf(gradients_1P);
    int length = Math.toIntExact(parameters_1P.length());
    this.state_VP = Nd4j.create(DataType.FLOAT, Math.max(1, updaters.stateVectors()), length);
    addPart(parameters_1P, 0, decayed, true);
    addPart(parameters_1P, decayed, length, false);
  }

  private void addPart(INDArray parameters_1P, int from, int to, boolean decays) {
    if (from == to) {
      return;
    }
    List<INDArray> state = new ArrayList<>();
    for (int vector = 0; vector < updaters.stateVectors(); vector++) {
      state.add(range(state_VP.getRow(vector, true), from, to));
    }
    parts.add(
        new Part(
            range(parameters_1P, from, to),
            range(gradients_1P.get(0), from, to),
            updaters.of(state),
            decays));
  }

  private static INDArray range(INDArray vector_1P, int from, int to) {
    INDArray row_1P = vector_1P.reshape('c', new long[] {1, vector_1P.length()});
    return row_1P.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
  }

  @Override
  public void setRate(double factor) {
    updaters.setRate(factor);
  }

  @Override
  public void apply(int used) {
    for (int other = 1; other < used; other++) {
      gradients_1P.get(0).addi(gradients_1P.get(other));
    }
    for (Part part : parts) {
      part.updater().applyUpdater(part.gradient(), iteration, 0);
      if (part.decays() && updaters.decay() != 0) {
        part.parameters().muli(1 - updaters.decay());
      }
      part.parameters().subi(part.gradient());
    }
    iteration++;
  }

  @Override
  public float[] state() {
    return updaters.stateVectors() == 0 ? new float[0] : state_VP.dup('c').data().asFloat();
  }

  @Override
  public int iteration() {
    return iteration;
  }

  @Override
  public void restore(float[] saved, int iteration) {
    int length = Math.toIntExact(state_VP.columns());
    if (saved.length != updaters.stateVectors() * length) {
      throw new IllegalArgumentException(
          "updater state: expected %d values, received %d"
              .formatted(updaters.stateVectors() * length, saved.length));
    }
    for (int vector = 0; vector < updaters.stateVectors(); vector++) {
      float[] values = Arrays.copyOfRange(saved, vector * length, (vector + 1) * length);
      state_VP.getRow(vector, true).assign(Nd4j.createFromArray(values).reshape(1, length));
    }
    this.iteration = iteration;
  }
}
