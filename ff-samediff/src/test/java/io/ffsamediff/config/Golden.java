package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checked-in files that are made from the code. */
final class Golden {

  /** The repository's root, seen from the module in which the tests run. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Golden() {}

  /**
   * Compares a checked-in file with what the code makes now; {@code -Dgolden.update=true} writes it
   * instead.
   */
  static void check(String file, String made) throws IOException {
    Path path = ROOT.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(path, made);
    }
    assertThat(Files.readString(path))
        .as(
            "%s is made from the code. If the change is meant, run: mvn -pl ff-samediff test"
                + " -Dtest='Config*Test' -Dgolden.update=true",
            file)
        .isEqualTo(made);
  }
}
