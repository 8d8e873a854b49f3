package io.ffsamediff.cli;

import io.ffsamediff.bench.BenchmarkJson;
import io.ffsamediff.bench.BenchmarkRequest;
import io.ffsamediff.bench.DeviceBenchmark;
import io.ffsamediff.bench.DeviceFacts;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.device.Bf16Probe;
import io.ffsamediff.device.Bf16Support;
import io.ffsamediff.device.BlasInfo;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.GpuDevice;
import io.ffsamediff.device.Machine;
import io.ffsamediff.device.ThreadSettings;
import io.ffsamediff.run.RunManifest;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One device of {@code ff bench}, in the process that was started for it. */
@Command(
    name = "bench-device",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Measures one device in this process and prints JSON; ff bench starts it.")
final class BenchDeviceCommand implements Callable<Integer> {

  private static final String READ_BY_NATIVE_LIBRARIES =
      "(OMP|GOMP|KMP|OPENBLAS|MKL|DNNL|CUDA)_.*|FF_JAVA_OPTS";

  @Option(
      names = "--device",
      required = true,
      paramLabel = "DEVICE",
      description = "auto, cpu or cuda.")
  private @Nullable DeviceType device;

  @Mixin private BenchOptions options = new BenchOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    Messages messages = Messages.of(command);
    BenchmarkRequest request = options.request();
    RunConfig asked = options.config();
    DeviceChoice choice = DeviceSelection.ofThisProcess(Objects.requireNonNull(device));
    RunConfig config = TrainingSetup.with(asked, TrainingSetup.precision(asked, messages));
    TrainTest data = options.data().load(config.data(), messages);
    DeviceBenchmark benchmark =
        new DeviceBenchmark(
            facts(choice, config),
            config,
            data,
            request,
            step -> tell(messages.notices(), choice.backend(), step));
    out.print(BenchmarkJson.of(benchmark.measure()));
    out.flush();
    return ExitCodes.OK;
  }

  private static void tell(PrintWriter err, String backend, String step) {
    err.printf("bench %s: %s%n", backend, step);
    err.flush();
  }

  private static DeviceFacts facts(DeviceChoice choice, RunConfig config) {
    Bf16Support bf16 =
        choice.usesOwnExecutor()
            ? new Bf16Support(false, "layers that train on CUDA have tf32 in its place")
            : Bf16Probe.run();
    @Nullable GpuDevice gpu = choice.gpu();
    RunManifest.Device where = TrainingSetup.device(choice);
    return new DeviceFacts(
        where.type(),
        where.reason(),
        gpu == null ? Machine.read().cpu() : gpu.name(),
        versions(choice, config, bf16),
        environment(),
        BlasInfo.read().threads(),
        bf16,
        ThreadSettings.of(System.getenv()).warnings());
  }

  private static Map<String, String> versions(
      DeviceChoice choice, RunConfig config, Bf16Support bf16) {
    RunManifest.Versions found = TrainingSetup.versions(config, choice);
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ff", found.ff());
    if (found.gitCommit() != null) {
      versions.put("gitCommit", found.gitCommit());
    }
    versions.put("jvm", found.jvm());
    versions.put("nd4j", found.nd4j());
    versions.put("javacpp", BuildInfo.versionInJarName(Loader.class));
    if (found.driver() != null) {
      versions.put("driver", found.driver());
    }
    versions.put("blas", found.blas());
    versions.put("blasConfig", BlasInfo.read().config());
    if (bf16.available()) {
      versions.put("onednn", BuildInfo.versionInJarName(dnnl_engine.class));
    }
    return versions;
  }

  private static Map<String, String> environment() {
    Map<String, String> set = new TreeMap<>(System.getenv());
    set.keySet().removeIf(name -> !name.matches(READ_BY_NATIVE_LIBRARIES));
    return set;
  }
}
