package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.device.DeviceException;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** See also {@link ClusterProcessTest}, for executors without a native library. */
class ExecutorProbeTest {

  @Test
  void check_enoughOfAll_isTrue() {
    assertThat(ExecutorProbe.check(1, 1 << 20)).isTrue();
  }

  @Test
  void check_moreThanTheLimit_tellsBothAndWhatToDo() {
    assertThatThrownBy(() -> ExecutorProbe.check(3, Pointer.maxPhysicalBytes()))
        .isInstanceOf(DeviceException.class)
        .hasMessageMatching(
            "executor on .*: expected \\d+ MiB of memory for its rows \\(3 shares of them\\), received \\d+ MiB of \\d+\\. Take more executors, or raise spark\\.executor\\.memoryOverhead\\.");
  }
}
