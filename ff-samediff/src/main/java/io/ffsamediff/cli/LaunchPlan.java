package io.ffsamediff.cli;

import io.ffsamediff.device.InstalledBackends;
import io.ffsamediff.device.Machine;
import io.ffsamediff.device.ThreadSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the engine's process is started. What the user has set is left as it is.
 *
 * @param home folder of the distribution
 * @param backend name of the backend
 * @param request what the command line asks for
 * @param machine the machine
 * @param userEnvironment environment of the user
 */
record LaunchPlan(
    Path home,
    String backend,
    LaunchRequest request,
    Machine machine,
    Map<String, String> userEnvironment) {

  /** Environment variable with JVM options of the user, separated by blanks. */
  static final String JAVA_OPTIONS = "FF_JAVA_OPTS";

  /** System property with the name of the backend that the process was started with. */
  static final String BACKEND_PROPERTY = "ff.backend";

  private static final long MIB = 1L << 20;

  /**
   * Arrays are not on the heap, but freed with it: a larger heap is collected too rarely to return
   * them.
   */
  private static final long MAX_HEAP_MIB = 2048;

  private static final long MIN_HEAP_MIB = 256;

  /** The first JDK that warns of native libraries and of sun.misc.Unsafe unless told not to. */
  private static final int WARNING_JDK = 24;

  /** Variables that the native libraries read when they load, where the user has not set them. */
  Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    int threads = request.threadsOrElse(machine.cores());
    variables.put(ThreadSettings.OMP_NUM_THREADS, Integer.toString(threads));
    // Idle threads of OpenBLAS and ND4J spin otherwise and take the processor from each other.
    variables.put(ThreadSettings.OMP_WAIT_POLICY, "passive");
    variables.keySet().removeIf(name -> !userEnvironment.getOrDefault(name, "").isBlank());
    return variables;
  }

  /** The plan for a user who has not set {@code variable}. */
  LaunchPlan without(String variable) {
    Map<String, String> others = new HashMap<>(userEnvironment);
    others.remove(variable);
    return new LaunchPlan(home, backend, request, machine, others);
  }

  /** The words of the command, up to the main class. */
  List<String> command(Class<?> main) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options());
    words.addAll(userOptions());
    words.addAll(List.of("-cp", classPath(), main.getName()));
    return words;
  }

  private List<String> options() {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx" + heapMib() + "m",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=" + home.resolve("conf").resolve("logback.xml"),
                "-Dorg.nd4j.log.initialization=false",
                // Four heaps by default, less than a data set may take.
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-D" + InstalledBackends.HOME_PROPERTY + "=" + home,
                "-D" + BACKEND_PROPERTY + "=" + backend));
    NativeCache.folder(userEnvironment, backendFolder())
        .ifPresent(folder -> options.add("-Dorg.bytedeco.javacpp.cachedir=" + folder));
    if (Runtime.version().feature() >= WARNING_JDK) {
      options.add("--enable-native-access=ALL-UNNAMED");
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }

  /** A quarter of the memory, within bounds. */
  private long heapMib() {
    long quarter = machine.memoryBytes() / MIB / 4;
    return Math.max(MIN_HEAP_MIB, Math.min(MAX_HEAP_MIB, quarter));
  }

  private List<String> userOptions() {
    String options = userEnvironment.getOrDefault(JAVA_OPTIONS, "");
    return Stream.of(options.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  private String classPath() {
    return home.resolve("lib") + "/*" + File.pathSeparator + backendFolder() + "/*";
  }

  private Path backendFolder() {
    return home.resolve(InstalledBackends.FOLDER).resolve(backend);
  }
}
