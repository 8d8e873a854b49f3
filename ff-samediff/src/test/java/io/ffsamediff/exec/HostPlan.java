package io.ffsamediff.exec;

import com.sun.jna.Function;
import io.ffsamediff.kernel.Dialect;
import io.ffsamediff.kernel.HostLibrary;
import io.ffsamediff.kernel.KernelSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs a device's plan on the host: kernels as C, products as plain loops. */
final class HostPlan {

  private static final int BLOCKS = 3;

  /** Compiled once a process; the same text comes again and again. */
  private static final Map<String, Function> LOADED = new HashMap<>();

  private HostPlan() {}

  /**
   * Runs {@code plan} once; {@code arrays} has what is bound and what is wanted, and gets the rest.
   */
  static void run(DevicePlan plan, Map<String, float[]> arrays) {
    plan.buffers().forEach((name, length) -> arrays.put(name, new float[length]));
    for (DeviceStep step : plan.steps()) {
      if (step instanceof DeviceStep.Multiply product) {
        multiply(product, arrays);
      } else if (step instanceof DeviceStep.Run kernel) {
        run(kernel, arrays);
      }
    }
  }

  private static void multiply(DeviceStep.Multiply step, Map<String, float[]> arrays) {
    float[] a = array(arrays, step.a());
    float[] b = array(arrays, step.b());
    float[] c = array(arrays, step.c());
    for (int i = 0; i < step.m(); i++) {
      for (int j = 0; j < step.n(); j++) {
        double sum = step.accumulate() ? c[i * step.n() + j] : 0;
        for (int l = 0; l < step.k(); l++) {
          sum +=
              (double) a[step.transposeA() ? l * step.m() + i : i * step.k() + l]
                  * b[step.transposeB() ? j * step.k() + l : l * step.n() + j];
        }
        c[i * step.n() + j] = (float) sum;
      }
    }
  }

  private static void run(DeviceStep.Run step, Map<String, float[]> arrays) {
    KernelSource source = KernelSource.of(step.kernel(), Dialect.HOST);
    List<Object> arguments = new ArrayList<>(List.of(Math.min(BLOCKS, step.rows()), step.rows()));
    source.inputs().forEach(p -> arguments.add(array(arrays, step.array(p))));
    source.stored().forEach(p -> arguments.add(array(arrays, step.array(p))));
    int blocks = Math.min(BLOCKS, step.rows());
    float[] partials = new float[blocks * source.partialFloats()];
    if (partials.length > 0) {
      arguments.add(partials);
    }
    call(source, arguments);
    if (partials.length > 0) {
      KernelSource sums = source.sums(Dialect.HOST);
      List<Object> targets = new ArrayList<>(List.of(1, blocks, partials));
      sums.stored().forEach(p -> targets.add(array(arrays, step.array(p))));
      call(sums, targets);
    }
  }

  private static void call(KernelSource source, List<Object> arguments) {
    LOADED
        .computeIfAbsent(source.code(), code -> HostLibrary.load(source.entry(), code))
        .invoke(arguments.toArray());
  }

  private static float[] array(Map<String, float[]> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }
}
