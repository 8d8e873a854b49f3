/** Forward-Forward training engine. The packages below are in the order in which data flows. */
@NullMarked
package io.ffsamediff;

import org.jspecify.annotations.NullMarked;
