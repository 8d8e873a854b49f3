package io.ffsamediff.cuda;

/** Captured work that is replayed as a whole, with the arguments that it was captured with. */
public interface GpuGraph extends GpuHandle {}
