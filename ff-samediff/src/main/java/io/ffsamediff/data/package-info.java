/**
 * Examples and pairs: readers, the catalogue, label encoding and negatives. Arrays yes, SameDiff
 * no.
 */
@NullMarked
package io.ffsamediff.data;

import org.jspecify.annotations.NullMarked;
