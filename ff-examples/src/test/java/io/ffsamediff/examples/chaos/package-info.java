/** Training that is killed again and again, run by {@code make chaos}. */
@NullMarked
package io.ffsamediff.examples.chaos;

import org.jspecify.annotations.NullMarked;
