package io.ffsamediff.cuda;

import org.bytedeco.javacpp.Pointer;

/** An address of device memory, for functions that take it as a pointer of C. */
final class DeviceAddress extends Pointer {

  DeviceAddress(long address) {
    this.address = address;
  }

  /** Points it elsewhere. */
  DeviceAddress at(long other) {
    this.address = other;
    return this;
  }
}
