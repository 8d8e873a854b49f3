/** The layer's maths: FFDense as a SameDiff graph with its own loss and its own gradient. */
@NullMarked
package io.ffsamediff.graph;

import org.jspecify.annotations.NullMarked;
