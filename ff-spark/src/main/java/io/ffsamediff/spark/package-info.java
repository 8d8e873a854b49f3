/** The same run on Apache Spark: rows stay in their partitions, sums over them come back. */
@NullMarked
package io.ffsamediff.spark;

import org.jspecify.annotations.NullMarked;
