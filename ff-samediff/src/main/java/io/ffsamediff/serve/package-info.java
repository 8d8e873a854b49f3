/** A page on this machine where one tries a network and looks at runs, and its API. */
@NullMarked
package io.ffsamediff.serve;

import org.jspecify.annotations.NullMarked;
