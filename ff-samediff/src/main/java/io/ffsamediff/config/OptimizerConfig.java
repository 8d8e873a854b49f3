package io.ffsamediff.config;

/** How a layer's gradient becomes an update. */
public sealed interface OptimizerConfig {

  /** Learning rate. */
  double learningRate();

  /**
   * Share of a kernel's weight that a step takes away, for a learning rate of 1; 0 where there is
   * none. Biases do not decay.
   */
  double weightDecay();

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

    @Override
    public double weightDecay() {
      return 0;
    }
  }

  /** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
  @Tag(
      value = "adamw",
      meaning =
          "Adam with decoupled weight decay (Loshchilov and Hutter, 2019): a step also takes"
              + " learningRate * weightDecay of each weight away.")
  record AdamW(
      @Key(
              value = "Learning rate.",
              defaultValue = "0.001",
              source = "Keras AdamW",
              min = 0,
              aboveMin = true)
          double learningRate,
      @Key(
              value = "Decay of the first moment.",
              defaultValue = "0.9",
              source = "Keras AdamW",
              min = 0,
              max = 0.9999999)
          double beta1,
      @Key(
              value = "Decay of the second moment.",
              defaultValue = "0.999",
              source = "Keras AdamW",
              min = 0,
              max = 0.9999999)
          double beta2,
      @Key(
              value = "Added to the root of the second moment.",
              defaultValue = "1e-7",
              source = "Keras AdamW",
              min = 0,
              aboveMin = true)
          double epsilon,
      @Key(
              value =
                  "Share of a weight that a step takes away, times the learning rate. Biases do not"
                      + " decay.",
              defaultValue = "0.004",
              source = "Keras AdamW",
              min = 0)
          double weightDecay)
      implements OptimizerConfig {

    /** Checks ranges. */
    public AdamW {
      Constraints.check(AdamW.class, learningRate, beta1, beta2, epsilon, weightDecay);
    }

    /** The same without the decay. */
    public Adam adam() {
      return new Adam(learningRate, beta1, beta2, epsilon);
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
          double momentum,
      @Key(
              value =
                  "Whether the velocity is a mean of gradients, to which a new one adds 1 - momentum"
                      + " of itself (Hinton's Matlab code), and not a sum of updates (Keras).",
              defaultValue = "false",
              source = "Keras SGD")
          boolean damped,
      @Key(
              value =
                  "Share of a weight that a step takes away, times the learning rate. Biases do not"
                      + " decay.",
              defaultValue = "0",
              source = "Keras SGD",
              min = 0)
          double weightDecay)
      implements OptimizerConfig {

    /** Checks ranges. */
    public Sgd {
      Constraints.check(Sgd.class, learningRate, momentum, damped, weightDecay);
    }
  }
}
