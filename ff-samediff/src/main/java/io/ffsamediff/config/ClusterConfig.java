package io.ffsamediff.config;

/**
 * How machines of a cluster train together; of no effect in one process.
 *
 * @param localSteps optimiser steps that each share of the examples does by itself before the
 *     weights are averaged
 */
public record ClusterConfig(
    @Key(
            value =
                "With --cluster: optimiser steps that each partition does by itself before weights and"
                    + " optimiser states are averaged. 1 for none: gradients are added up at each step,"
                    + " which is exact. More are for slow networks.",
            defaultValue = "1",
            source = "local SGD (Stich, 2019)",
            min = 1)
        int localSteps) {

  /** Checks ranges. */
  public ClusterConfig {
    Constraints.check(ClusterConfig.class, localSteps);
  }

  /** Whether shares do steps by themselves. */
  public boolean averages() {
    return localSteps > 1;
  }
}
