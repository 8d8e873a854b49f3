package io.ffsamediff.cuda;

/** An argument of a kernel. */
public sealed interface KernelArgument {

  /** A pointer. */
  record Memory(GpuSlice slice) implements KernelArgument {}

  /** A number. */
  record Int(int value) implements KernelArgument {}
}
