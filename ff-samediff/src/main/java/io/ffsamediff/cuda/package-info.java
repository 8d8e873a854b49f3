/** One CUDA device, for the executors: memory, kernels compiled where they run, matrix products. */
@NullMarked
package io.ffsamediff.cuda;

import org.jspecify.annotations.NullMarked;
