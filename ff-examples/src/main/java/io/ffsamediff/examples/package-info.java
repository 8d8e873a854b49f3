/** Short, tested programs on the engine. */
@NullMarked
package io.ffsamediff.examples;

import org.jspecify.annotations.NullMarked;
