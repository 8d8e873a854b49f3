package io.ffsamediff.spark;

import java.io.Serializable;
import java.util.List;

/** Tasks in this process, one behind the other, for tests that need no Spark. */
record TasksHere(int cores) implements Tasks {

  @Override
  public <T extends Serializable, R> List<R> each(String what, List<T> items, Work<T, R> work) {
    return items.stream().map(work::of).toList();
  }
}
