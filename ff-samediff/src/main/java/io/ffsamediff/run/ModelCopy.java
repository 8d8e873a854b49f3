package io.ffsamediff.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies a trained network: {@code model.json}, and the SameDiff files of its layers and head. */
public final class ModelCopy {

  private ModelCopy() {}

  /**
   * Copies {@code saved} into {@code folder}; each copy is checked by its length and SHA-256.
   *
   * @throws IOException if a file cannot be read or written
   * @throws RunFormatException if a file has been altered since it was found
   */
  public static void write(ModelStore.Saved saved, Path folder) throws IOException {
    RunJson.write(folder.resolve("model.json"), saved.description());
    for (int l = 0; l < saved.layers().size(); l++) {
      copy(saved.layers().get(l), folder, saved.description().layers().get(l));
    }
    ModelDescription.PartFile head = saved.description().head();
    if (head != null) {
      copy(saved.head().orElseThrow(), folder, head);
    }
  }

  private static void copy(Path file, Path folder, ModelDescription.PartFile expected)
      throws IOException {
    Files.copy(file, folder.resolve(expected.file()));
    PartCheck.sound(folder, expected.file(), expected);
  }
}
