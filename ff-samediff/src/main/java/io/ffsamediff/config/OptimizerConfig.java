package io.ffsamediff.config;

/** How a layer's gradient becomes an update. */
public sealed interface OptimizerConfig {

  /** Learning rate. */
  double learningRate();

  /** Adam (Kingma and Ba, 2015). */
  @Tag(value = "adam", meaning = "Adam (Kingma and Ba, 2015).")
  record Adam(
      @Key(
              value = "Learning rate.",
              defaultValue = "0.03",
              source = "Keras example",
              min = 0,
              aboveMin = true)
          double learningRate,
      @Key(
              value = "Decay of the first moment.",
              defaultValue = "0.9",
              source = "Keras Adam",
              min = 0,
              max = 0.9999999)
          double beta1,
      @Key(
              value = "Decay of the second moment.",
              defaultValue = "0.999",
              source = "Keras Adam",
              min = 0,
              max = 0.9999999)
          double beta2,
      @Key(
              value = "Added to the root of the second moment.",
              defaultValue = "1e-7",
              source = "Keras Adam",
              min = 0,
              aboveMin = true)
          double epsilon)
      implements OptimizerConfig {

    /** Checks ranges. */
    public Adam {
      Constraints.check(Adam.class, learningRate, beta1, beta2, epsilon);
    }
  }

  /** Stochastic gradient descent with momentum. */
  @Tag(value = "sgd", meaning = "Stochastic gradient descent, with momentum where it is above 0.")
  record Sgd(
      @Key(
              value = "Learning rate.",
              defaultValue = "0.01",
              source = "Keras SGD",
              min = 0,
              aboveMin = true)
          double learningRate,
      @Key(
              value = "Share of the last update that the next one keeps.",
              defaultValue = "0",
              source = "Keras SGD",
              min = 0,
              max = 0.9999999)
          double momentum)
      implements OptimizerConfig {

    /** Checks ranges. */
    public Sgd {
      Constraints.check(Sgd.class, learningRate, momentum);
    }
  }
}
