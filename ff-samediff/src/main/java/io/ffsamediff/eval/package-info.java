/** What was learnt: predictors and immutable evaluations. */
@NullMarked
package io.ffsamediff.eval;

import org.jspecify.annotations.NullMarked;
