/** How a graph runs: compiled into preallocated buffers, or by SameDiff's own training session. */
@NullMarked
package io.ffsamediff.exec;

import org.jspecify.annotations.NullMarked;
