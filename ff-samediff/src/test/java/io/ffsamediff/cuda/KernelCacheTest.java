package io.ffsamediff.cuda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelCacheTest {

  private static final List<String> INGREDIENTS = List.of("--std=c++17", "code");
  private static final byte[] CODE = "machine code".getBytes(UTF_8);

  @TempDir private Path temporary;
  private int compilations;

  @Test
  void get_secondTime_comesFromDisk() throws IOException {
    assertThat(get(temporary, INGREDIENTS)).isEqualTo(CODE);
    assertThat(get(temporary, INGREDIENTS)).isEqualTo(CODE);

    assertThat(compilations).isEqualTo(1);
    assertThat(files(temporary)).containsExactly(KernelCache.name(INGREDIENTS) + ".kernel");
  }

  @Test
  void get_otherIngredients_isCompiled() {
    get(temporary, INGREDIENTS);
    get(temporary, List.of("--std=c++17", "code2"));
    get(temporary, List.of("--std=c++17c", "ode"));

    assertThat(compilations).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"flipped", "short", "header", "long", "empty", "magic"})
  void get_damagedFile_isCompiledAnewAndMended(String damage) throws IOException {
    get(temporary, INGREDIENTS);
    Path file = temporary.resolve(KernelCache.name(INGREDIENTS) + ".kernel");
    Files.write(file, damaged(Files.readAllBytes(file), damage));

    assertThat(get(temporary, INGREDIENTS)).isEqualTo(CODE);
    assertThat(get(temporary, INGREDIENTS)).isEqualTo(CODE);
    assertThat(compilations).isEqualTo(2);
  }

  private static byte[] damaged(byte[] file, String damage) {
    switch (damage) {
      case "flipped" -> file[file.length - 1] ^= 1;
      case "magic" -> file[0] ^= 1;
      case "short" -> {
        return Arrays.copyOf(file, file.length - 1);
      }
      case "header" -> {
        return Arrays.copyOf(file, 40);
      }
      case "long" -> {
        return Arrays.copyOf(file, file.length + 1);
      }
      default -> {
        return new byte[0];
      }
    }
    return file;
  }

  @Test
  void get_folderThatCannotBe_compilesEachTime() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "no folder");

    assertThat(get(file.resolve("kernels"), INGREDIENTS)).isEqualTo(CODE);
    assertThat(get(file.resolve("kernels"), INGREDIENTS)).isEqualTo(CODE);
    assertThat(compilations).isEqualTo(2);
  }

  @Test
  void get_compilerThatFails_leavesNothing() throws IOException {
    KernelCache cache = new KernelCache(temporary, CacheLimits.STANDARD);

    assertThatThrownBy(
            () ->
                cache.get(
                    INGREDIENTS,
                    () -> {
                      throw new GpuException("kernel k: expected it to compile");
                    }))
        .isInstanceOf(GpuException.class);
    assertThat(files(temporary)).isEmpty();
  }

  @Test
  void get_moreThanTheLimits_dropsWhatWasNotUsedForLongest() throws IOException {
    CacheLimits three = new CacheLimits(3, 1 << 20);
    for (int i = 0; i < 3; i++) {
      compile(three, "code " + i);
      age("code " + i, 100 - i);
    }

    compile(three, "code 0");
    compile(three, "code 3");

    assertThat(files(temporary))
        .containsExactlyInAnyOrder(file("code 0"), file("code 2"), file("code 3"));
  }

  @Test
  void get_moreBytesThanTheLimit_keepsTheNewest() throws IOException {
    CacheLimits tiny = new CacheLimits(3, 1);
    compile(tiny, "code 0");
    age("code 0", 100);

    compile(tiny, "code 1");

    assertThat(files(temporary)).containsExactly(file("code 1"));
  }

  @Test
  void ofUser_folder_isBelowTheCacheOfTheEnvironment() throws IOException {
    KernelCache.ofUser(Map.of("XDG_CACHE_HOME", temporary.toString())).get(INGREDIENTS, () -> CODE);

    assertThat(files(temporary.resolve("ff-samediff").resolve("kernels"))).hasSize(1);
  }

  @Test
  void get_twoProcessesAtOnce_bothGetWhole() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Hammer.class.getName(),
                  temporary.resolve("kernels").toString())
              .redirectErrorStream(true)
              .redirectOutput(temporary.resolve("out" + i).toFile())
              .start());
    }
    for (int i = 0; i < 2; i++) {
      assertThat(processes.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(temporary.resolve("out" + i))).isEqualTo("whole\n");
    }
    assertThat(files(temporary.resolve("kernels"))).allMatch(name -> name.endsWith(".kernel"));
  }

  /** Asks for a few kernels again and again, while the limits delete some of them. */
  static final class Hammer {

    private Hammer() {}

    public static void main(String[] arguments) {
      KernelCache cache = new KernelCache(Path.of(arguments[0]), new CacheLimits(3, 1 << 20));
      for (int i = 0; i < 400; i++) {
        String code = Integer.toString(i % 5).repeat(20_000);
        byte[] got = cache.get(List.of(code), () -> code.getBytes(UTF_8));
        if (!code.equals(new String(got, UTF_8))) {
          System.out.println("damaged");
          return;
        }
      }
      System.out.println("whole");
    }
  }

  private void compile(CacheLimits limits, String code) {
    new KernelCache(temporary, limits).get(List.of(code), () -> CODE);
  }

  private void age(String code, int seconds) throws IOException {
    Files.setLastModifiedTime(
        temporary.resolve(file(code)),
        FileTime.fromMillis(System.currentTimeMillis() - 1000L * seconds));
  }

  private static String file(String code) {
    return KernelCache.name(List.of(code)) + ".kernel";
  }

  private byte[] get(Path folder, List<String> ingredients) {
    return new KernelCache(folder, CacheLimits.STANDARD)
        .get(
            ingredients,
            () -> {
              compilations++;
              return CODE;
            });
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
