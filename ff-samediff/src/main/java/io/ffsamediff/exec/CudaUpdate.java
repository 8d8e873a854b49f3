package io.ffsamediff.exec;

import static io.ffsamediff.kernel.Expression.apply;
import static io.ffsamediff.kernel.Expression.constant;
import static io.ffsamediff.kernel.Function.ADD;
import static io.ffsamediff.kernel.Function.DIVIDE;
import static io.ffsamediff.kernel.Function.MULTIPLY;
import static io.ffsamediff.kernel.Function.SQRT;
import static io.ffsamediff.kernel.Function.SQUARE;
import static io.ffsamediff.kernel.Function.SUBTRACT;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.kernel.Expression;
import io.ffsamediff.kernel.Expression.Input;
import io.ffsamediff.kernel.Kernel;
import io.ffsamediff.kernel.KernelOutput;
import io.ffsamediff.kernel.KernelOutput.Stored;
import io.ffsamediff.kernel.Spread;
import java.util.List;

/*
 * The formulas of AdamRule, MomentumRule and DampedRule, without their floors: on a device arithmetic on
 * denormals takes no longer. A parameter is a row of one unit.
 */
/** An optimiser's step as one kernel over all parameters of a layer. */
final class CudaUpdate {

  /** The parameters. */
  static final String PARAMETERS = "parameters";

  /** Their gradient. */
  static final String GRADIENT = "gradient";

  /** One number: the step's learning rate, with what the rule makes of it. */
  static final String RATE = "rate";

  /** One number: the share of each parameter that is taken away besides. */
  static final String DECAY = "decay";

  /** For each parameter 1 where it decays, else 0; read only where there is decay. */
  static final String DECAYS = "decays";

  private static final String[] STATE = {"firstState", "secondState"};

  private CudaUpdate() {}

  /** Name of a vector of the state. */
  static String state(int vector) {
    return STATE[vector];
  }

  /** The kernel of an optimiser. */
  static Kernel of(OptimizerConfig config) {
    return new Kernel("update", 1, outputs(config));
  }

  private static List<KernelOutput> outputs(OptimizerConfig config) {
    if (config instanceof OptimizerConfig.Adam adam) {
      return adam(adam, false);
    }
    if (config instanceof OptimizerConfig.AdamW adamW) {
      return adam(adamW.adam(), adamW.weightDecay() != 0);
    }
    return sgd((OptimizerConfig.Sgd) config);
  }

  private static List<KernelOutput> adam(OptimizerConfig.Adam config, boolean decays) {
    Expression gradient = column(GRADIENT);
    Expression first = mean(config.beta1(), column(STATE[0]), gradient);
    Expression second = mean(config.beta2(), column(STATE[1]), apply(SQUARE, gradient));
    Expression length = apply(ADD, apply(SQRT, second), constant(config.epsilon()));
    Expression step = apply(DIVIDE, apply(MULTIPLY, scalar(RATE), first), length);
    return List.of(stored(STATE[0], first), stored(STATE[1], second), descend(step, decays));
  }

  private static List<KernelOutput> sgd(OptimizerConfig.Sgd config) {
    boolean decays = config.weightDecay() != 0;
    Expression gradient = column(GRADIENT);
    Expression velocity = column(STATE[0]);
    if (config.damped()) {
      Expression next = mean(config.momentum(), velocity, gradient);
      return List.of(stored(STATE[0], next), descend(apply(MULTIPLY, scalar(RATE), next), decays));
    }
    Expression step = apply(MULTIPLY, scalar(RATE), gradient);
    if (config.momentum() == 0) {
      return List.of(descend(step, decays));
    }
    Expression next = apply(SUBTRACT, apply(MULTIPLY, constant(config.momentum()), velocity), step);
    return List.of(stored(STATE[0], next), descend(apply(SUBTRACT, constant(0), next), decays));
  }

  /** {@code b mean + (1 - b) value}. */
  private static Expression mean(double b, Expression mean, Expression value) {
    return apply(ADD, apply(MULTIPLY, constant(b), mean), apply(MULTIPLY, constant(1 - b), value));
  }

  private static KernelOutput descend(Expression step, boolean decays) {
    Expression parameters = column(PARAMETERS);
    Expression away = step;
    if (decays) {
      Expression share = apply(MULTIPLY, scalar(DECAY), column(DECAYS));
      away = apply(ADD, step, apply(MULTIPLY, share, parameters));
    }
    return stored(PARAMETERS, apply(SUBTRACT, parameters, away));
  }

  private static KernelOutput stored(String name, Expression value) {
    return new Stored(name, value, false);
  }

  private static Expression column(String name) {
    return new Input(name, Spread.COLUMN);
  }

  private static Expression scalar(String name) {
    return new Input(name, Spread.SCALAR);
  }
}
