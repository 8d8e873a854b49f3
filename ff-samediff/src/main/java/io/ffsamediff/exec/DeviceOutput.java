package io.ffsamediff.exec;

/**
 * An array that a {@link DevicePlan} leaves.
 *
 * @param name a variable of the graph
 * @param accumulate whether it is added to what is there
 */
record DeviceOutput(String name, boolean accumulate) {

  /** An array that is overwritten. */
  static DeviceOutput overwrite(String name) {
    return new DeviceOutput(name, false);
  }

  /** An array that is added to. */
  static DeviceOutput addTo(String name) {
    return new DeviceOutput(name, true);
  }
}
