package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleDevicesTest {

  private static final List<GpuDevice> ALL =
      List.of(
          device(0, "GPU-aa11", false), device(1, "GPU-bb22", true), device(2, "GPU-bb33", false));

  @Test
  void of_notSet_leavesAll() {
    assertThat(VisibleDevices.of(ALL, Map.of())).isEqualTo(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "'',           ''",
    "-1,           ''",
    "1,            1",
    "'2, 0',       2 0",
    "'0,7,1',      0",
    "'0,-1,2',     0",
    "GPU-aa,       0",
    "GPU-bb,       1",
    "'GPU-bb33,0', 2 0",
    "MIG-77ab,     1",
    "none,         ''"
  })
  void of_set_leavesThoseUpToTheFirstThatIsNone(String value, String expected) {
    List<String> left =
        VisibleDevices.of(ALL, Map.of("CUDA_VISIBLE_DEVICES", value)).stream()
            .map(device -> Integer.toString(device.index()))
            .toList();

    assertThat(String.join(" ", left)).isEqualTo(expected);
  }

  private static GpuDevice device(int index, String uuid, boolean partitioned) {
    return new GpuDevice(index, uuid, "card", "8.0", "550.54", "8192 MiB", partitioned);
  }
}
