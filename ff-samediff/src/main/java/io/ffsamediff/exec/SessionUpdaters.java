package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** An optimiser as the updaters of SameDiff's training session, with a learning rate to be set. */
@SuppressWarnings("rawtypes") // GradientUpdater is raw in the signatures of SameDiff's session
final class SessionUpdaters {

  private final OptimizerConfig optimizer;
  private final Rate rate;

  /** At the configured learning rate. */
  SessionUpdaters(OptimizerConfig optimizer) {
    this.optimizer = optimizer;
    this.rate = new Rate(optimizer.learningRate());
  }

  /** Sets the learning rate of all updaters to {@code factor} times the configured one. */
  void setRate(double factor) {
    rate.value = factor * optimizer.learningRate();
  }

  /** Share of each of the kernel's weights that a step takes away; the updaters do not know it. */
  double decay() {
    return rate.value * optimizer.weightDecay();
  }

  /** Vectors of the state. */
  int stateVectors() {
    return UpdateRule.of(optimizer).stateVectors();
  }

  /**
   * The updater of one variable.
   *
   * @param state {@link #stateVectors()} arrays of the variable's shape, changed by each step
   */
  GradientUpdater of(List<INDArray> state) {
    IUpdater config = config();
    if (optimizer instanceof OptimizerConfig.Sgd sgd && !state.isEmpty()) {
      return new HeavyBall((Sgd) config, sgd, state.get(0));
    }
    return config.instantiate(
        state.isEmpty() ? Map.of() : Map.of("M", state.get(0), "V", state.get(1)), false);
  }

  /** As the session wants it. */
  IUpdater config() {
    if (optimizer instanceof OptimizerConfig.Sgd) {
      return new Sgd(rate);
    }
    OptimizerConfig.Adam adam =
        optimizer instanceof OptimizerConfig.AdamW adamW
            ? adamW.adam()
            : (OptimizerConfig.Adam) optimizer;
    return Adam.builder()
        .learningRateSchedule(rate)
        .beta1(adam.beta1())
        .beta2(adam.beta2())
        .epsilon(adam.epsilon())
        .build();
  }

  /** The learning rate of the next step, where ND4J's updaters look it up. */
  private static final class Rate implements ISchedule {

    private static final long serialVersionUID = 1;

    /** Moves no weight. ND4J's Adam takes its epsilon for the learning rate where that is 0. */
    private static final double NONE = 1e-30;

    private double value;

    Rate(double value) {
      this.value = value;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
      return Math.max(value, NONE);
    }

    /** Itself: copies of an updater's configuration must follow the same rate. */
    @Override
    public ISchedule clone() {
      return this;
    }
  }
}
