package io.ffsamediff.config;

/**
 * Where the run computes, and how.
 *
 * @param type the device asked for
 * @param executor how a layer's graph runs
 * @param threads threads that share the blocks of a batch
 * @param blockRows rows of a block in which a thread walks its share of a batch
 * @param matmulPrecision in what the matrix products of training take their inputs
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
                "Threads that share the blocks of a batch: a number, or \"auto\" for OMP_NUM_THREADS"
                    + " or else the number of cores.",
            defaultValue = "\"auto\"")
        AutoCount threads,
    @Key(
            value =
                "Rows of a block in which a thread walks its share of a batch: a number, or \"auto\""
                    + " for as many as fit 8 MiB, or fewer, so that threads get as many blocks each.",
            defaultValue = "\"auto\"")
        AutoCount blockRows,
    @Key(
            value =
                "Inputs of the matrix products of training: \"f32\", on the CPU \"bf16\" (bfloat16, half"
                    + " the width), on CUDA \"tf32\" (TF32, 10 bits of fraction); sums and everything"
                    + " else stay float32. What a device does not have is replaced, and told. Not with"
                    + " the \"samediff\" executor.",
            defaultValue = "\"f32\"")
        MatmulPrecision matmulPrecision) {

  /** Checks ranges. */
  public DeviceConfig {
    Constraints.check(DeviceConfig.class, type, executor, threads, blockRows, matmulPrecision);
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

  /** In what the matrix products take their inputs; they are summed in float32. */
  public enum MatmulPrecision {
    /** Float32. */
    F32,
    /** Bfloat16: of the CPU. */
    BF16,
    /** TF32: of CUDA. */
    TF32
  }
}
