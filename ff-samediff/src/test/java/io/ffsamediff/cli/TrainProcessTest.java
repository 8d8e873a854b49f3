package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.MetricsLog;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training, evaluation and signals as a user meets them: in processes of their own what needs one,
 * the rest in this one.
 */
class TrainProcessTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    TinyRun.write(folder);
  }

  @Test
  void train_thenEvaluate_agree() throws Exception {
    FfProcess train = train("run");

    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(train.out()).startsWith("test error  ").contains("run         run", "report.html");
    assertThat(train.err()).contains("epoch 2/4  loss ", "errors: training ");
    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    assertThat(MetricsLog.read(run)).hasSize(4);
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.report()).isRegularFile();
    assertThat(run.figures().resolve("examples.png")).isRegularFile();
    FfProcess evaluate = FfProcess.run(folder, "evaluate", "run", "--data-dir", "data", "--json");
    assertThat(evaluate.exitCode()).as(evaluate.err()).isZero();
    assertThat(evaluate.out()).isEqualTo(Files.readString(run.evaluation()));
  }

  @Test
  void train_byBackpropagation_isEvaluatedReportedAndNotBenchmarked() throws Exception {
    Files.writeString(
        folder.resolve("tiny.json"),
        """
        {"name": "tiny", "data": {"name": "tiny"},
         "network": {"type": "backprop", "layers": [{"units": 8}, {"units": 6}]},
         "training": {"type": "interleaved", "epochs": 4, "batchSize": 10},
         "evaluation": {"every": 2}}
        """);
    FfCall.train(folder, "run").worked();

    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    assertThat(Files.readString(run.report()))
        .contains("The network learns from one loss")
        .doesNotContain("<h2>Goodness</h2>", "<h2>Accuracy by layer</h2>");
    assertThat(FfCall.evaluate(folder, "run", "--json").worked().out())
        .isEqualTo(Files.readString(run.evaluation()));
    FfCall bench =
        FfCall.of(
            "bench",
            folder.resolve("tiny.json").toString(),
            "--data-dir",
            folder.resolve("data").toString());
    assertThat(bench.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(bench.err())
        .contains("CONFIG: expected a network of \"forward-forward\", received \"backprop\"");
  }

  @Test
  void train_withoutLabels_evaluatesByItsHeadAlone() throws Exception {
    Files.writeString(
        folder.resolve("tiny.json"),
        """
        {"name": "tiny", "data": {"name": "tiny"},
         "network": {"type": "forward-forward", "layers": [{"units": 8}, {"units": 6}], "head": {}},
         "labels": {"type": "none"}, "negatives": {"type": "hybrid"},
         "training": {"type": "interleaved", "epochs": 4, "batchSize": 10},
         "evaluation": {"every": 2}}
        """);
    FfCall.train(folder, "run").worked();

    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    assertThat(run.report()).isRegularFile();
    assertThat(FfCall.evaluate(folder, "run", "--json").worked().out())
        .isEqualTo(Files.readString(run.evaluation()));
    FfCall goodness = FfCall.evaluate(folder, "run", "--predictor", "goodness");
    assertThat(goodness.exitCode()).isNotZero();
    assertThat(goodness.err())
        .contains(
            "--predictor: expected head, as the network was trained without labels, received goodness. Leave it out.");
  }

  @Test
  void train_networkLargerThanTheMemory_isDeviceErrorThatSaysWhatToLower() throws Exception {
    FfProcess ff =
        train(
            "large",
            "--set",
            "network.layers.0.units=16000",
            "--set",
            "network.layers.1.units=16000");

    assertThat(ff.exitCode()).as(ff.err()).isEqualTo(7);
    assertThat(ff.err())
        .contains("ff: memory: expected room for ", "the run needs about ")
        .contains("Lower training.batchSize (now ", "network.layers.*.units")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("large")).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void train_interrupted_savesSaysHowToGoOnAndEndsAsIfItHadNotBeen() throws Exception {
    Process process = startLong("stopped");
    signal(process, "INT");
    FfProcess stopped = FfProcess.finish(process, folder);

    assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(130);
    assertThat(stopped.err()).contains("Continue with: ff train --resume stopped");
    RunDirectory run = RunDirectory.open(folder.resolve("stopped"));
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(EvaluationFile.read(run)).isEmpty();
    assertThat(Files.readString(run.report())).contains("This run was interrupted");
    assertEndsAsIfItHadNotBeenStopped(run);
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.FINISHED);
    assertThat(RunManifest.read(run).resumes()).hasSize(1);
  }

  /** Resumes {@code run} for a few epochs and compares with a run that was never stopped. */
  private void assertEndsAsIfItHadNotBeenStopped(RunDirectory run) throws Exception {
    String epochs = "training.epochs=" + (MetricsLog.read(run).size() + 3);
    FfCall resumed = FfCall.resume(folder, run.toString(), "--set", epochs).worked();
    assertThat(resumed.err()).doesNotContain("warning");
    FfCall.train(folder, "whole", "--set", epochs).worked();
    for (String layer : List.of("layer-1.fb", "layer-2.fb")) {
      assertThat(run.model().resolve(layer))
          .hasSameBinaryContentAs(folder.resolve("whole/model").resolve(layer));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void train_secondSignal_endsAtOnceAndCorruptsNothing() throws Exception {
    Process process = startLong("halted", "--set", "checkpoints.every=1");
    await(process, () -> isFilled(folder.resolve("halted/checkpoints")));
    // Both signals wait until the process goes on, so that it has no time to save between them.
    signal(process, "STOP", "INT", "TERM", "CONT");
    FfProcess halted = FfProcess.finish(process, folder);

    // Each signal is heard by a thread of its own: either may be the second.
    assertThat(halted.exitCode()).as(halted.err()).isIn(130, 143);
    assertThat(halted.err())
        .contains("ff: stopping after this step; another signal ends at once, unsaved.")
        .doesNotContain("everything is saved");
    RunDirectory run = RunDirectory.open(folder.resolve("halted"));
    assertThat(RunManifest.read(run).status()).isEqualTo(RunStatus.RUNNING);
    assertEndsAsIfItHadNotBeenStopped(run);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void resume_runThatIsBeingTrained_isRefusedAndDisturbsNothing() throws Exception {
    Process first = startLong("busy");
    Path busy = folder.resolve("busy");

    FfCall refused = FfCall.resume(folder, "busy");

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err())
        .contains(
            "ff: %s: expected a run that no process is training, received one that is being trained. Wait for that process, or stop it."
                .formatted(busy));
    assertThat(busy.resolve("report.html")).doesNotExist();
    assertSavesWhenTerminated(first);
  }

  private void assertSavesWhenTerminated(Process process) throws Exception {
    signal(process, "TERM");
    FfProcess stopped = FfProcess.finish(process, folder);
    assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(143);
    assertThat(stopped.err()).contains("everything is saved");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void train_folderThatVanishes_endsWithAnErrorAndIsNotMadeAgain() throws Exception {
    Process process = startLong("gone");
    Files.move(folder.resolve("gone"), folder.resolve("moved"));
    FfProcess ended = FfProcess.finish(process, folder);

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err())
        .contains("metrics.jsonl: expected a place that can be written, received one that does not")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("gone")).doesNotExist();
  }

  @Test
  void resume_contradictingOption_isRefusedAndChangesNothing() throws Exception {
    FfCall.train(folder, "run").worked();
    String config = Files.readString(folder.resolve("run/config.json"));

    FfCall resumed = FfCall.resume(folder, "run", "--set", "seed=9", "--set", "training.epochs=5");

    assertThat(resumed.exitCode()).isEqualTo(3);
    assertThat(resumed.err())
        .contains(
            "config.json: --set seed: expected the run's own value, 1, received 9. A resumed run may change only training.epochs, evaluation.every, checkpoints.*, device.*; start a new run for anything else.");
    assertThat(folder.resolve("run/config.json")).hasContent(config);
  }

  @Test
  void resume_processKilledRightAfterItsStart_startsAnewAndEndsAsIfItHadNotBeen() throws Exception {
    FfCall.train(folder, "whole").worked();
    RunDirectory whole = RunDirectory.open(folder.resolve("whole"));
    RunDirectory killed =
        RunDirectory.create(folder.resolve("killed"), Files.readString(whole.config()));

    FfCall again = FfCall.train(folder, "killed");
    FfCall.resume(folder, "killed").worked();

    assertThat(again.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(again.err()).contains("continue that run with: ff train --resume " + killed);
    assertThat(killed.model().resolve("layer-2.fb"))
        .hasSameBinaryContentAs(whole.model().resolve("layer-2.fb"));
    assertThat(killed.config()).hasSameBinaryContentAs(whole.config());
    assertThat(killed.figures().resolve("examples.json"))
        .hasSameBinaryContentAs(whole.figures().resolve("examples.json"));
    assertThat(RunManifest.read(killed).data()).isEqualTo(RunManifest.read(whole).data());
  }

  @Test
  void train_folderThatAKilledProcessBegan_isTakenOver() throws Exception {
    Path begun = folder.resolve("begun");
    Files.createDirectories(begun.resolve("figures"));

    FfCall resumed = FfCall.resume(folder, "begun");
    FfCall.train(folder, "begun").worked();

    assertThat(resumed.exitCode()).isEqualTo(ExitCodes.RUN);
    assertThat(resumed.err())
        .contains("in which no run has begun. Start it with: ff train CONFIG --out " + begun);
  }

  private FfProcess train(String out, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("train", "tiny.json", "--data-dir", "data", "--out", out));
    arguments.addAll(List.of(more));
    return FfProcess.run(folder, arguments.toArray(String[]::new));
  }

  /** Starts a run of far too many epochs, and waits until some are done. */
  private Process startLong(String out, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("train", "tiny.json", "--data-dir", "data", "--out", out));
    arguments.addAll(List.of("--set", "training.epochs=1000000"));
    arguments.addAll(List.of(more));
    Process process = FfProcess.start(folder, arguments.toArray(String[]::new));
    Path metrics = folder.resolve(out).resolve("metrics.jsonl");
    await(process, () -> Files.exists(metrics) && Files.size(metrics) > 0);
    return process;
  }

  private static boolean isFilled(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".ckpt"));
    }
  }

  private static void await(Process process, Callable<Boolean> condition) throws Exception {
    while (process.isAlive() && !condition.call()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static void signal(Process process, String... signals) throws Exception {
    for (String signal : signals) {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }
  }
}
