package io.ffsamediff.cuda;

/** An argument of a kernel, in the order of its parameters. */
@SuppressWarnings("JavaLangClash") // they are arguments of C and never imported by name
public sealed interface KernelArgument {

  /** A pointer to device memory. */
  record Memory(GpuSlice slice) implements KernelArgument {}

  /** An {@code int}. */
  record Int(int value) implements KernelArgument {}

  /** A {@code float}. */
  record Float(float value) implements KernelArgument {}

  /** A {@code long long}. */
  record Long(long value) implements KernelArgument {}
}
