/** For the eyes: reads run folders only, never live objects. */
@NullMarked
package io.ffsamediff.report;

import org.jspecify.annotations.NullMarked;
