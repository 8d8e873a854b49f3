/** Micro-benchmarks on JMH, run by {@code make jmh}. */
@NullMarked
package io.ffsamediff.examples.jmh;

import org.jspecify.annotations.NullMarked;
