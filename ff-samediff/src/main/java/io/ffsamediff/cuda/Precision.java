package io.ffsamediff.cuda;

/** In what a product of float32 matrices multiplies; sums are of float32 in both. */
public enum Precision {
  /** float32. */
  F32,
  /** Factors rounded to 10 bits behind the point on tensor cores, from capability 8.0 on. */
  TF32
}
