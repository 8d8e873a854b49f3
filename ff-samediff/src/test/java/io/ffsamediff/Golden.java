package io.ffsamediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checked-in files that are made from the code; {@code -Dgolden.update=true} writes them instead of
 * comparing.
 */
public final class Golden {

  /** The repository's root, seen from the module in which the tests run. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Path RESOURCES = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Compares a file of the repository with what the code makes now. */
  public static void check(String file, String made) throws IOException {
    compare(ROOT.resolve(file), made);
  }

  /** Compares a file of {@code src/test/resources/golden} with what the code makes now. */
  public static void checkResource(String file, String made) throws IOException {
    compare(RESOURCES.resolve(file), made);
  }

  /** Compares a file with what the code makes now. */
  static void checkBytes(Path path, byte[] made) throws IOException {
    if (isUpdate()) {
      write(path, made);
    }
    assertThat(Files.readAllBytes(path)).as(advice(path)).isEqualTo(made);
  }

  private static void compare(Path path, String made) throws IOException {
    if (isUpdate()) {
      write(path, made.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Files.readString(path)).as(advice(path)).isEqualTo(made);
  }

  /**
   * Compares a golden curve, one value a line, with what the code yields now.
   *
   * @param file file in {@code src/test/resources/golden}
   * @param tolerance largest relative difference: machines differ in the last bits
   */
  public static void assertCurve(String file, List<Double> values, double tolerance) {
    Path path = RESOURCES.resolve(file);
    try {
      if (isUpdate()) {
        String lines =
            values.stream().map(String::valueOf).collect(Collectors.joining("\n", "", "\n"));
        write(path, lines.getBytes(StandardCharsets.UTF_8));
      }
      List<Double> golden = Files.readAllLines(path).stream().map(Double::valueOf).toList();
      assertThat(values).hasSameSizeAs(golden);
      for (int i = 0; i < golden.size(); i++) {
        assertThat(values.get(i))
            .as("value %d: %s", i, advice(path))
            .isCloseTo(golden.get(i), within(tolerance * Math.abs(golden.get(i))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isUpdate() {
    return Boolean.getBoolean("golden.update");
  }

  private static void write(Path path, byte[] content) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.write(path, content);
  }

  private static String advice(Path path) {
    return "%s is made from the code. If the change is meant, run: make golden".formatted(path);
  }
}
