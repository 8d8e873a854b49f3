/** Where it runs: what the machine has, decided before ND4J is touched. */
@NullMarked
package io.ffsamediff.device;

import org.jspecify.annotations.NullMarked;
