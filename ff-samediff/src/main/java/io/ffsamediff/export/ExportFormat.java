package io.ffsamediff.export;

/** What a trained network can be exported as. */
public enum ExportFormat {
  /** Models that any runtime for ONNX evaluates, from raw examples to scores and logits. */
  ONNX,
  /** The SameDiff files of the run, for DL4J. */
  SAMEDIFF,
  /** Weights as NumPy arrays. */
  NPZ
}
