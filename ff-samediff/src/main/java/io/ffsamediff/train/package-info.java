/** The controller: the loop and its events. No files, no console. */
@NullMarked
package io.ffsamediff.train;

import org.jspecify.annotations.NullMarked;
