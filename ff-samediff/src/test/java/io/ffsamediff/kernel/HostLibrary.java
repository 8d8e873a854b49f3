package io.ffsamediff.kernel;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Generated C, compiled and loaded; stays loaded as long as the process. */
public final class HostLibrary {

  private static final List<String> COMMAND =
      List.of(
          "cc",
          "-std=c11",
          "-O1",
          "-ffp-contract=off",
          "-Wall",
          "-Werror",
          "-Wno-unused-variable",
          "-shared",
          "-fPIC");

  /** A function that others of a text call. */
  private static final Pattern HELPER = Pattern.compile("static inline [\\w ]+ (\\w+)\\(");

  private HostLibrary() {}

  /** Whether this machine has a C compiler. */
  public static boolean isAvailable() {
    try {
      return new ProcessBuilder("cc", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A generated function.
   *
   * @param entry its name
   * @param code its text, with what it needs
   */
  public record Source(String entry, String code) {

    /** The text with other names, so that it may stand beside others. */
    private String renamed(int number) {
      StringBuilder text = new StringBuilder();
      List<String> names = new ArrayList<>(List.of(entry));
      HELPER.matcher(code).results().forEach(helper -> names.add(helper.group(1)));
      names.forEach(name -> text.append("#define %s %s%d\n".formatted(name, name, number)));
      text.append(code);
      names.forEach(name -> text.append("#undef %s\n".formatted(name)));
      return text.toString();
    }
  }

  /** The function {@code entry} of {@code code}. */
  public static Function load(String entry, String code) {
    return load(List.of(new Source(entry, code))).get(0);
  }

  /** All functions, by one call of the compiler: that takes longer than to compile one of them. */
  public static List<Function> load(List<Source> sources) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < sources.size(); i++) {
      code.append(sources.get(i).renamed(i));
    }
    NativeLibrary loaded = compile(code.toString());
    List<Function> functions = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      functions.add(loaded.getFunction(sources.get(i).entry() + i));
    }
    return functions;
  }

  private static NativeLibrary compile(String code) {
    try {
      Path folder = Files.createTempDirectory("ff-host-kernel");
      Path source = Files.writeString(folder.resolve("kernel.c"), code);
      Path library = folder.resolve("kernel.so");
      List<String> command = new ArrayList<>(COMMAND);
      command.addAll(List.of("-o", library.toString(), source.toString(), "-lm"));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(output + "\n" + code);
      }
      NativeLibrary loaded = NativeLibrary.getInstance(library.toString());
      for (Path file : List.of(source, library, folder)) {
        Files.delete(file);
      }
      return loaded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
