package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.config.OptimizerConfig.Adam;
import io.ffsamediff.config.OptimizerConfig.AdamW;
import io.ffsamediff.config.OptimizerConfig.Sgd;

/** The optimisers as printed, parameter by parameter, on doubles. */
final class ReferenceOptimizer {

  private final OptimizerConfig config;
  private final int decayed;
  private final double[] w_P;
  private final double[] m_P;
  private final double[] v_P;
  private int t;

  /** With weight decay on the first {@code decayed} of the parameters, which are changed. */
  ReferenceOptimizer(OptimizerConfig config, double[] w_P, int decayed) {
    this.config = config;
    this.decayed = decayed;
    this.w_P = w_P;
    this.m_P = new double[w_P.length];
    this.v_P = new double[w_P.length];
  }

  void step(double[] g_P, double factor) {
    t++;
    double rate = factor * config.learningRate();
    for (int p = 0; p < w_P.length; p++) {
      double decay = p < decayed ? rate * config.weightDecay() * w_P[p] : 0;
      w_P[p] += change(p, g_P[p], rate) - decay;
    }
  }

  private double change(int p, double g, double rate) {
    if (config instanceof Sgd sgd) {
      return sgd.damped() ? damped(sgd, p, g, rate) : usual(sgd, p, g, rate);
    }
    return adam(config instanceof AdamW adamW ? adamW.adam() : (Adam) config, p, g, rate);
  }

  /** Keras: SGD. */
  private double usual(Sgd sgd, int p, double g, double rate) {
    v_P[p] = sgd.momentum() * v_P[p] - rate * g;
    return v_P[p];
  }

  /** Hinton's ffnew.m. */
  private double damped(Sgd sgd, int p, double g, double rate) {
    v_P[p] = sgd.momentum() * v_P[p] + (1 - sgd.momentum()) * g;
    return -rate * v_P[p];
  }

  /** Kingma and Ba (2015), the end of section 2, with epsilon as Keras has it. */
  private double adam(Adam adam, int p, double g, double rate) {
    m_P[p] = adam.beta1() * m_P[p] + (1 - adam.beta1()) * g;
    v_P[p] = adam.beta2() * v_P[p] + (1 - adam.beta2()) * g * g;
    double corrected =
        rate * Math.sqrt(1 - Math.pow(adam.beta2(), t)) / (1 - Math.pow(adam.beta1(), t));
    return -corrected * m_P[p] / (Math.sqrt(v_P[p]) + adam.epsilon());
  }
}
