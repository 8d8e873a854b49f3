package io.ffsamediff.cli;

import io.ffsamediff.device.BlasInfo;
import io.ffsamediff.device.GpuDevice;
import io.ffsamediff.device.ThreadSettings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells what the engine would run on, and what slows it down. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Tells what the engine would run on, and what slows it down.",
    footerHeading = "%nExamples:%n",
    footer = {"  ff doctor", "  ff doctor --quick --json"})
final class DoctorCommand implements Callable<Integer> {

  private static final double GIB = 1L << 30;

  @Option(names = "--quick", description = "Do not measure the rate of matrix products.")
  private boolean quick;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    DoctorReport report = DoctorReport.examine(quick);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(
          JsonMapper.builder()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .build()
              .writeValueAsString(report));
    } else {
      print(report, out);
    }
    out.flush();
    return ExitCodes.OK;
  }

  private static void print(DoctorReport report, PrintWriter out) {
    line(out, "ff", report.version());
    line(out, "machine", report.machine().summary());
    line(out, "system", report.machine().system());
    line(out, "JVM", report.machine().jvm());
    line(out, "heap", format("at most %.1f GiB", report.maxHeapBytes() / GIB));
    printBlas(report, out);
    line(out, "CUDA", report.cuda().finding());
    for (GpuDevice device : report.cuda().devices()) {
      line(out, "", device.toString());
    }
    line(out, "backends", report.backends().toString());
    line(out, "auto takes", format("%s: %s", report.auto().backend(), report.auto().reason()));
    report.warnings().forEach(warning -> line(out, "warning", warning));
  }

  private static void printBlas(DoctorReport report, PrintWriter out) {
    BlasInfo blas = report.blas();
    ThreadSettings set = report.threads();
    line(
        out,
        "BLAS",
        format("%s, %s kernels, %d threads", blas.vendor(), blas.kernel(), blas.threads()));
    line(out, "", blas.config());
    if (report.sgemmGflops() != null) {
      line(out, "sgemm", format("%.0f GFLOP/s", report.sgemmGflops()));
    }
    report.trials().forEach(trial -> line(out, "", trial.summary()));
    line(
        out,
        "bf16",
        format("%s: %s", report.bf16().available() ? "yes" : "no", report.bf16().reason()));
    line(out, "threads", format("OMP_NUM_THREADS=%s", orUnset(set.ompNumThreads())));
    line(out, "", format("OMP_WAIT_POLICY=%s", orUnset(set.ompWaitPolicy())));
    line(out, "", format("OPENBLAS_CORETYPE=%s", orUnset(set.openblasCoreType())));
  }

  private static String orUnset(@Nullable String value) {
    return value == null ? "(not set)" : value;
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("%-11s %s%n", name, value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
