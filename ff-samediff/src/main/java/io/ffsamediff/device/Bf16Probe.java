package io.ffsamediff.device;

import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

/** Asks oneDNN what the processor has for products of bfloat16. */
public final class Bf16Probe {

  private Bf16Probe() {}

  /**
   * Loads oneDNN, and asks. {@code ONEDNN_MAX_CPU_ISA} in the environment hides instructions from
   * it.
   */
  public static Bf16Support run() {
    try {
      return Bf16Support.of(dnnl_get_effective_cpu_isa());
    } catch (LinkageError e) {
      return Bf16Support.without(e);
    }
  }
}
