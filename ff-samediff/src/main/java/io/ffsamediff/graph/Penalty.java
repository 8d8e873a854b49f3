package io.ffsamediff.graph;

import io.ffsamediff.config.RegularizerConfig;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Keras' L1 and L2 penalties of a parameter: {@code l1 sum|w| + l2 sum w^2}, gradient {@code l1
 * sign(w) + 2 l2 w}.
 */
final class Penalty {

  private Penalty() {}

  /** The penalty of {@code parameter} as a 1 x 1 array. */
  static SDVariable of(SameDiff sd, SDVariable parameter, RegularizerConfig config) {
    SDVariable absolutes = sd.math().abs(parameter).sum().mul(config.l1());
    SDVariable squares = sd.math().square(parameter).sum().mul(config.l2());
    return sd.reshape(absolutes.add(squares), 1, 1);
  }

  /** Adds the penalty's gradient, in the shape of {@code parameter}, under {@code name}. */
  static void defineGradient(
      SameDiff sd, String name, SDVariable parameter, RegularizerConfig config) {
    sd.math().sign(parameter).mul(config.l1()).add(name, parameter.mul(2 * config.l2()));
  }
}
