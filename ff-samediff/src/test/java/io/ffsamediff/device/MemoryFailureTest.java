package io.ffsamediff.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryFailureTest {

  @Test
  void of_nd4jsMessages_tellWhatWasAskedFor() {
    Throwable device =
        new RuntimeException("Failed to allocate 94080000 bytes from DEVICE [0] memory");

    assertThat(MemoryFailure.of(new IllegalStateException("step", device)))
        .contains(new MemoryFailure("94080000 bytes"));
  }

  @Test
  void of_javacppsMessage_tellsWhatWasAskedFor() {
    Throwable thrown =
        new OutOfMemoryError(
            "Cannot allocate new FloatPointer(1000): totalBytes = 3G, physicalBytes = 7G");

    assertThat(MemoryFailure.of(thrown))
        .contains(new MemoryFailure("a FloatPointer of 1000 elements"));
  }

  @Test
  void of_nativeMessagesWithoutANumber_areTold() {
    assertThat(
            MemoryFailure.of(new RuntimeException("[DEVICE] allocation failed; Error code: [2]")))
        .contains(new MemoryFailure("an array ([DEVICE] allocation failed; Error code: [2])"));
    assertThat(MemoryFailure.of(new OutOfMemoryError("Java heap space")))
        .contains(new MemoryFailure("an array (Java heap space)"));
  }

  @Test
  void of_anotherFailure_isNone() {
    assertThat(MemoryFailure.of(new IllegalStateException("shapes do not fit"))).isEmpty();
    assertThat(MemoryFailure.of(new IllegalStateException())).isEmpty();
  }
}
