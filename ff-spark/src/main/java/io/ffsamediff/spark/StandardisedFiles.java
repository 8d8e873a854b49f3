package io.ffsamediff.spark;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Standardization;

/**
 * The examples of a table, each column at mean 0 and standard deviation 1.
 *
 * @param files the table
 * @param by what standardises it, by all examples of all shares
 */
record StandardisedFiles(ShareFiles files, Standardization by) implements ShareFiles {

  @Override
  public int count() {
    return files.count();
  }

  @Override
  public StandardisedFiles first(int used) {
    return new StandardisedFiles(files.first(used), by);
  }

  @Override
  public Dataset read(int from, int to) {
    return by.apply(files.read(from, to));
  }

  @Override
  public StandardisedFiles share(int from, int to) {
    return new StandardisedFiles(files.share(from, to), by);
  }
}
