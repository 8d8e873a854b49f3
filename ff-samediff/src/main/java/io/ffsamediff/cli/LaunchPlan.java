package io.ffsamediff.cli;

import io.ffsamediff.device.CudaBackend;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.GpuDevice;
import io.ffsamediff.device.InstalledBackends;
import io.ffsamediff.device.Machine;
import io.ffsamediff.device.ThreadSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the engine's process is started. What the user has set is left as it is.
 *
 * @param home folder of the distribution
 * @param device where it computes
 * @param request what the command line asks for
 * @param machine the machine
 * @param userEnvironment environment of the user
 */
record LaunchPlan(
    Path home,
    LaunchedDevice device,
    LaunchRequest request,
    Machine machine,
    Map<String, String> userEnvironment)
    implements EngineStart {

  /** Environment variable with JVM options of the user, separated by blanks. */
  static final String JAVA_OPTIONS = "FF_JAVA_OPTS";

  private static final long MIB = 1L << 20;

  /**
   * Arrays are not on the heap, but freed with it: a larger heap is collected too rarely to return
   * them.
   */
  private static final long MAX_HEAP_MIB = 2048;

  private static final long MIN_HEAP_MIB = 256;

  /** Share of the memory from which on an array is refused, before the system ends the process. */
  private static final double PHYSICAL_SHARE = 0.95;

  /** The first JDK that warns of native libraries and of sun.misc.Unsafe unless told not to. */
  private static final int WARNING_JDK = 24;

  /** Variables that the native libraries read when they load, where the user has not set them. */
  @Override
  public Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    @Nullable GpuDevice gpu = device.choice().gpu();
    if (gpu != null) {
      // The numbers of nvidia-smi, and no device but the one that was tried.
      variables.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
      variables.put("CUDA_VISIBLE_DEVICES", Integer.toString(gpu.index()));
    }
    int threads = request.threadsOrElse(machine.cores());
    variables.put(ThreadSettings.OMP_NUM_THREADS, Integer.toString(threads));
    // Idle threads of OpenBLAS and ND4J spin otherwise and take the processor from each other.
    variables.put(ThreadSettings.OMP_WAIT_POLICY, "passive");
    spark().ifPresent(spark -> variables.putAll(spark.environment()));
    variables.keySet().removeIf(name -> !userEnvironment.getOrDefault(name, "").isBlank());
    return variables;
  }

  /** The plan for a user who has not set {@code variable}. */
  LaunchPlan without(String variable) {
    Map<String, String> others = new HashMap<>(userEnvironment);
    others.remove(variable);
    return new LaunchPlan(home, device, request, machine, others);
  }

  @Override
  public List<String> command(Class<?> main) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options());
    words.addAll(userOptions());
    words.addAll(List.of("-cp", classPath(), mainClass(main)));
    return words;
  }

  private String mainClass(Class<?> main) {
    return main == Main.class
        ? spark().map(SparkStart::mainClass).orElse(main.getName())
        : main.getName();
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
                "-Dorg.bytedeco.javacpp.maxphysicalbytes="
                    + (long) (PHYSICAL_SHARE * machine.memoryBytes()),
                "-D" + InstalledBackends.HOME_PROPERTY + "=" + home,
                device.option()));
    nativeCache().ifPresent(folder -> options.add("-Dorg.bytedeco.javacpp.cachedir=" + folder));
    if (device.choice().usesOwnExecutor()) {
      options.add("-D" + CudaBackend.OWN_PROPERTY + "=true");
      // Our log leaves out that JavaCPP and the presets are of different versions.
      options.add("-Dorg.bytedeco.javacpp.logger=slf4j");
    }
    spark().ifPresent(spark -> options.addAll(spark.options()));
    LogLevel.option().ifPresent(options::add);
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

  private Optional<Path> nativeCache() {
    return device.choice().usesOwnExecutor()
        ? NativeCache.folder(userEnvironment, backend(DeviceChoice.CPU), backendFolder())
        : NativeCache.folder(userEnvironment, backendFolder());
  }

  private String classPath() {
    List<String> folders = new ArrayList<>(List.of(home.resolve("lib") + "/*"));
    if (device.choice().usesOwnExecutor()) {
      // ND4J's own, whose libraries go before those of CUDA's presets.
      folders.add(backend(DeviceChoice.CPU) + "/*");
    }
    folders.add(backendFolder() + "/*");
    spark().ifPresent(spark -> folders.addAll(spark.classPath(home)));
    return String.join(File.pathSeparator, folders);
  }

  /** The Spark that a cluster needs, where one is asked for and there is one. */
  private Optional<SparkStart> spark() {
    return request.onCluster() ? SparkStart.of(home, userEnvironment) : Optional.empty();
  }

  private Path backendFolder() {
    return backend(device.choice().backend());
  }

  private Path backend(String name) {
    return home.resolve(InstalledBackends.FOLDER).resolve(name);
  }
}
