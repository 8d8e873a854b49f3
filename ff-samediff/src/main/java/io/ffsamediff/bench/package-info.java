/** How fast: training, products and prediction beside the bound of the hardware. */
@NullMarked
package io.ffsamediff.bench;

import org.jspecify.annotations.NullMarked;
