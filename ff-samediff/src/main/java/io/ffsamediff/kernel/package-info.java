/**
 * Kernels that are generated: expressions over rows and units, and the CUDA C, or plain C, that
 * computes them. Knows neither ND4J nor a device.
 */
@NullMarked
package io.ffsamediff.kernel;

import org.jspecify.annotations.NullMarked;
