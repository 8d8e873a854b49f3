package io.ffsamediff.spark;

import java.io.Serializable;
import java.util.List;

/** Does the same for many things, each in a task of its own. */
interface Tasks {

  /** Tasks that can run side by side. */
  int cores();

  /**
   * Does {@code work} for each of {@code items}.
   *
   * @param what is done, for Spark's own pages
   * @return the results, in the order of {@code items}
   * @throws io.ffsamediff.data.DataException if a task cannot read something
   * @throws io.ffsamediff.device.DeviceException if one cannot do its part for another reason
   */
  <T extends Serializable, R> List<R> each(String what, List<T> items, Work<T, R> work);

  /** What is done; goes to where tasks run. */
  interface Work<T, R> extends Serializable {

    /** Does it for one thing. */
    R of(T item);
  }
}
