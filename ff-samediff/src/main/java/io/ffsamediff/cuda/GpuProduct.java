package io.ffsamediff.cuda;

/** A prepared matrix product. */
public interface GpuProduct extends GpuHandle {

  /** What is multiplied. */
  ProductShape shape();
}
