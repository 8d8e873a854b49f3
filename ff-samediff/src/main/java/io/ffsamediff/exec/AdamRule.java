package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;

/*
 * Kingma and Ba (2015), with the bias corrections folded into the step size and epsilon outside the
 * root's correction, as Keras and ND4J both have it:
 *   m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2
 *   w = w - lr sqrt(1 - b2^t) / (1 - b1^t) * m / (sqrt(v) + eps) - decay w
 * The decay is Loshchilov and Hutter's (2019): beside the moments, with the uncorrected step size.
 */
/** Adam, with decoupled weight decay where there is any. */
final class AdamRule implements UpdateRule {

  /*
   * A weight whose input stays dark gets no gradient: its first moment shrinks by the same factor each
   * step until it is denormal, and stays there; squares of tiny gradients are denormal at once.
   * Arithmetic on denormals is many times slower. (x + c) - c takes what is below the last place of c
   * to zero. That is far below epsilon's 1e-7: a first moment of 1e-17 moves a weight by 1e-10
   * learning rates.
   */
  private static final float GRADIENT_FLOOR = 1e-10f;
  private static final float SQUARE_FLOOR = 1e-29f;

  private final OptimizerConfig.Adam config;
  private float rate;

  AdamRule(OptimizerConfig.Adam config) {
    this.config = config;
  }

  @Override
  public int stateVectors() {
    return 2;
  }

  @Override
  public float stepSize(int iteration, double learningRate) {
    double correction1 = 1 - Math.pow(config.beta1(), iteration + 1.0);
    double correction2 = 1 - Math.pow(config.beta2(), iteration + 1.0);
    return (float) (learningRate * Math.sqrt(correction2) / correction1);
  }

  @Override
  public void begin(int iteration, double learningRate) {
    rate = stepSize(iteration, learningRate);
  }

  @Override
  public void update(
      float[] parameters, float[] gradient, float[][] state, int length, float decay) {
    update(
        parameters,
        gradient,
        state[0],
        state[1],
        length,
        (float) config.beta1(),
        (float) (1 - config.beta1()),
        (float) config.beta2(),
        (float) (1 - config.beta2()),
        rate,
        (float) config.epsilon(),
        decay);
  }

  private static void update(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      int length,
      float beta1,
      float rest1,
      float beta2,
      float rest2,
      float rate,
      float epsilon,
      float decay) {
    for (int i = 0; i < length; i++) {
      float gradient = (g[i] + GRADIENT_FLOOR) - GRADIENT_FLOOR;
      float first = beta1 * m[i] + rest1 * gradient;
      float second = beta2 * v[i] + rest2 * (gradient * gradient);
      m[i] = (first + GRADIENT_FLOOR) - GRADIENT_FLOOR;
      v[i] = (second + SQUARE_FLOOR) - SQUARE_FLOOR;
      float decayed = (decay * w[i] + DECAY_FLOOR) - DECAY_FLOOR;
      w[i] -= rate * first / ((float) Math.sqrt(second) + epsilon) + decayed;
    }
  }
}
