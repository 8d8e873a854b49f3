package io.ffsamediff.kernel;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

  /** The function {@code entry} of {@code code}. */
  public static Function load(String entry, String code) {
    try {
      Path folder = Files.createTempDirectory("ff-host-kernel");
      Path source = Files.writeString(folder.resolve("kernel.c"), code);
      Path library = folder.resolve("kernel.so");
      List<String> command = new java.util.ArrayList<>(COMMAND);
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
      return loaded.getFunction(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
