/** A trained network for other tools: ONNX models, NumPy arrays, SameDiff files. */
@NullMarked
package io.ffsamediff.export;

import org.jspecify.annotations.NullMarked;
