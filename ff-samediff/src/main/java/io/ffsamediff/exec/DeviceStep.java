package io.ffsamediff.exec;

import io.ffsamediff.kernel.Kernel;
import java.util.Map;
import java.util.Objects;

/** One thing that a device does for a graph. Arrays are known by name, and are in row order. */
sealed interface DeviceStep {

  /**
   * A matrix product, {@code c = a b}, or {@code c = a b + c}.
   *
   * @param m rows of the result
   * @param n columns of the result
   * @param k what is summed over
   */
  record Multiply(
      String a,
      boolean transposeA,
      String b,
      boolean transposeB,
      String c,
      int m,
      int n,
      int k,
      boolean accumulate)
      implements DeviceStep {}

  /**
   * A generated kernel.
   *
   * @param rows R
   * @param arrays the array of each of its parameters
   */
  record Run(Kernel kernel, int rows, Map<String, String> arrays) implements DeviceStep {

    /** Copies the map. */
    public Run {
      arrays = Map.copyOf(arrays);
    }

    /** The array of a parameter. */
    String array(String parameter) {
      return Objects.requireNonNull(arrays.get(parameter), parameter);
    }
  }
}
