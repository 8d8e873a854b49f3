package io.ffsamediff.cuda;

/** A kernel, loaded on the device; {@link #what} is the name of its entry. */
public interface GpuKernel extends GpuHandle {}
