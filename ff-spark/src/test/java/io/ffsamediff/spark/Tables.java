package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.data.Dataset;

/** Compares tables. */
final class Tables {

  private Tables() {}

  /** The same numbers bit for bit, and the same labels. */
  static void assertSame(Dataset found, Dataset expected) {
    assertThat(found.labels()).isEqualTo(expected.labels());
    assertThat(numbers(found)).isEqualTo(numbers(expected));
    assertThat(found.columns()).isEqualTo(expected.columns());
    assertThat(found.classNames()).isEqualTo(expected.classNames());
  }

  /** The same but for roundings of means and deviations. */
  static void assertClose(Dataset found, Dataset expected) {
    assertThat(found.labels()).isEqualTo(expected.labels());
    assertThat(numbers(found)).containsExactly(numbers(expected), within(1e-6f));
  }

  /** All numbers, example after example. */
  static float[] numbers(Dataset data) {
    float[] numbers_ND = new float[data.size() * data.inputs()];
    for (int i = 0; i < data.size(); i++) {
      data.copyInputs(i, numbers_ND, i * data.inputs());
    }
    return numbers_ND;
  }
}
