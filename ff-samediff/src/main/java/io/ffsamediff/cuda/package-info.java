/**
 * One CUDA device, through one thin interface: memory, generated kernels, matrix products, recorded
 * work. Knows neither ND4J nor layers.
 */
@NullMarked
package io.ffsamediff.cuda;

import org.jspecify.annotations.NullMarked;
