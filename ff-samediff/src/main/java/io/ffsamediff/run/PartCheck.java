package io.ffsamediff.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the file of a layer or of the head is as {@code model.json} says. */
final class PartCheck {

  private PartCheck() {}

  /**
   * The file {@code name} in {@code folder}, found to be as {@code expected}.
   *
   * @throws RunFormatException if it is missing, truncated or altered, or {@code model.json} calls
   *     it otherwise
   */
  static Path sound(Path folder, String name, ModelDescription.PartFile expected) {
    if (!expected.file().equals(name)) {
      throw RunFormatException.of(
          folder.resolve("model.json"),
          "the file name " + name,
          expected.file(),
          ModelDescriptionReader.RETRAIN);
    }
    Path file = folder.resolve(name);
    try {
      if (!Files.isRegularFile(file)) {
        throw RunFormatException.of(
            file, "a part of the model", "no file", ModelDescriptionReader.RETRAIN);
      }
      checkContent(file, expected);
    } catch (IOException e) {
      throw new RunFormatException(
          "%s: expected a readable file, received '%s'. Check its permissions.".formatted(file, e),
          e);
    }
    return file;
  }

  private static void checkContent(Path file, ModelDescription.PartFile expected)
      throws IOException {
    long length = Files.size(file);
    if (length != expected.length()) {
      throw RunFormatException.of(
          file, expected.length() + " bytes", length + " bytes", ModelDescriptionReader.RETRAIN);
    }
    String sha256 = Digests.hex(file);
    if (!sha256.equals(expected.sha256())) {
      throw RunFormatException.of(
          file,
          "SHA-256 " + expected.sha256(),
          "an altered file of " + sha256,
          ModelDescriptionReader.RETRAIN);
    }
  }
}
