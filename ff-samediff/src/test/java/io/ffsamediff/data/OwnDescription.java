package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The description of a data set of the user's own, {@code mine}. */
final class OwnDescription {

  private OwnDescription() {}

  /** Writes {@code mine/dataset.json} in {@code folder}; returns the file. */
  static Path write(Path folder, String json) throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    return Files.writeString(file(folder), json);
  }

  /** Expects that it is refused with this message, behind the name of the file. */
  static void refused(Path folder, String message) {
    assertThatThrownBy(() -> OwnDataset.find(folder, "mine"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s: %s Correct the description of your data set.".formatted(file(folder), message));
  }

  private static Path file(Path folder) {
    return folder.resolve("mine/dataset.json");
  }
}
