package io.ffsamediff.spark;

import io.ffsamediff.data.Dataset;
import java.io.Serializable;

/**
 * Where the examples to learn from are, on whatever Hadoop reads: a folder that all machines see,
 * HDFS, S3. Tasks carry it, and read their share of the examples by it.
 */
interface ShareFiles extends Serializable {

  /** Number of examples that are used, from the first on. */
  int count();

  /** The first {@code used} of these. */
  ShareFiles first(int used);

  /**
   * The examples {@code from} to {@code to - 1}.
   *
   * @throws io.ffsamediff.data.DataException if they cannot be read, with file and place
   */
  Dataset read(int from, int to);

  /** What it takes to read the examples {@code from} to {@code to - 1}, with the same numbers. */
  default ShareFiles share(int from, int to) {
    return this;
  }
}
