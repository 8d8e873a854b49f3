/** Training for a long time while its process is watched for leaks, run by {@code make soak}. */
@NullMarked
package io.ffsamediff.examples.soak;

import org.jspecify.annotations.NullMarked;
