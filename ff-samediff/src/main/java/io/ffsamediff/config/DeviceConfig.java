package io.ffsamediff.config;

/**
 * Where the run computes, and how.
 *
 * @param type the device asked for
 * @param executor how a layer's graph runs
 * @param threads threads of ND4J and BLAS
 * @param blockRows rows of a block in which a large batch is walked
 */
public record DeviceConfig(
    @Key(
            value = "\"auto\" (CUDA where it works, else the CPU), \"cpu\" or \"cuda\".",
            defaultValue = "\"auto\"")
        DeviceType type,
    @Key(
            value =
                "\"compiled\" (prepared ops on preallocated buffers) or \"samediff\" (SameDiff's own"
                    + " training session: the slow reference).",
            defaultValue = "\"compiled\"")
        ExecutorKind executor,
    @Key(
            value =
                "Threads of ND4J and BLAS: a number, or \"auto\" for OMP_NUM_THREADS or else the"
                    + " number of cores.",
            defaultValue = "\"auto\"")
        AutoCount threads,
    @Key(
            value =
                "Rows of a block in which a large batch is walked: a number, or \"auto\" for as many"
                    + " as fit 16 MiB.",
            defaultValue = "\"auto\"")
        AutoCount blockRows) {

  /** Checks ranges. */
  public DeviceConfig {
    Constraints.check(DeviceConfig.class, type, executor, threads, blockRows);
  }

  /** Which device. */
  public enum DeviceType {
    /** CUDA where it works, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** CUDA, or an error. */
    CUDA
  }

  /** How a layer's graph runs. */
  public enum ExecutorKind {
    /** Prepared ops on preallocated buffers. */
    COMPILED,
    /** SameDiff's own training session. */
    SAMEDIFF
  }
}
