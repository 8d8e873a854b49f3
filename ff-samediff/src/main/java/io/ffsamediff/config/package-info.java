/** What was asked: immutable records and strict JSON. Knows nothing of ND4J. */
@NullMarked
package io.ffsamediff.config;

import org.jspecify.annotations.NullMarked;
