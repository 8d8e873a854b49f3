package io.ffsamediff.bench;

import io.ffsamediff.config.DeviceConfig.ExecutorKind;
import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.exec.CudaDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures the device that this process runs on; the order matters to the memory it reports. */
public final class DeviceBenchmark {

  private static final double UNQUIET = 1.3;

  private final DeviceFacts facts;
  private final RunConfig config;
  private final TrainTest data;
  private final BenchmarkRequest request;
  private final Consumer<String> progress;

  /**
   * A benchmark that has not begun.
   *
   * @param facts where it runs
   * @param config the configuration as asked for
   * @param data the examples it names
   * @param progress hears what is being done
   */
  public DeviceBenchmark(
      DeviceFacts facts,
      RunConfig config,
      TrainTest data,
      BenchmarkRequest request,
      Consumer<String> progress) {
    this.facts = facts;
    this.config = config;
    this.data = data;
    this.request = request;
    this.progress = progress;
  }

  /** What the rounds found. */
  private record Steps(
      MeasuredRoof roofline,
      Spread gflops,
      List<LayerResult> layers,
      int blockRows,
      @Nullable Long deviceBytes) {}

  /**
   * Measures everything that was asked for.
   *
   * @throws io.ffsamediff.train.DivergedException if a loss is no finite number
   */
  public DeviceResult.Measured measure() {
    progress.accept("model epochs");
    ModelEpochs epochs = ModelEpochs.measure(config, data.train(), request.repeats().count());
    Long peakBytes = ResidentMemory.peakBytes();
    progress.accept("steps, their products and sgemm in turn");
    Steps steps = steps();
    progress.accept("prediction");
    PredictionResult prediction =
        PredictionBenchmark.measure(
            config, data.test(), request.repeats(), predictionGflops(steps));
    EpochResult epoch =
        EpochResult.of(
            epochs.epochs(), epochs.warmUp(), steps.layers(), ModelEpochs.innerEpochs(config));
    return result(steps, epoch, prediction, peakBytes);
  }

  private Steps steps() {
    try (TrainingPass training = new TrainingPass(config, data.train());
        Rounds rounds = new Rounds(training)) {
      rounds.run(request.repeats());
      StepGarbage garbage = new StepGarbage(training.layers());
      training.run(garbage);
      Spread gflops = rounds.gflops();
      List<LayerResult> layers = new ArrayList<>();
      for (int l = 0; l < training.layers(); l++) {
        LayerTimes times = rounds.times(l, garbage);
        layers.add(LayerResult.of(training.shape(l), training.batches(), times, gflops.median()));
      }
      Roof roof = rounds.roof();
      return new Steps(
          roof.name(facts.hardware()), gflops, layers, roof.blockRows(), roof.takenBytes());
    }
  }

  private DeviceResult.Measured result(
      Steps steps, EpochResult epoch, PredictionResult prediction, @Nullable Long peakBytes) {
    return new DeviceResult.Measured(
        facts.device(),
        facts.reason(),
        facts.hardware(),
        facts.versions(),
        facts.environment(),
        facts.threads(),
        steps.blockRows(),
        warnings(steps.gflops()),
        steps.roofline(),
        steps.gflops().median(),
        steps.gflops(),
        steps.layers(),
        epoch.seconds().median(),
        epoch,
        prediction.imagesPerSecond(),
        prediction,
        peakBytes,
        steps.deviceBytes(),
        facts.bf16(),
        bf16(steps.layers()),
        tf32(steps.layers()),
        baseline(steps.layers()),
        scaling());
  }

  /** A rate that moves a lot says that the processor was shared, and ratios are uncertain. */
  private List<String> warnings(Spread gflops) {
    List<String> warnings = new ArrayList<>(facts.warnings());
    if (gflops.max() > UNQUIET * gflops.min()) {
      warnings.add(
          "machine: expected a steady sgemm, received %s to %s. Something else used the device; measure again when it is quiet."
              .formatted(Figures.rate(gflops.min()), Figures.rate(gflops.max())));
    }
    return warnings;
  }

  /** Prediction is in float32, on the device where that is worth it. */
  private double predictionGflops(Steps steps) {
    if (!CudaDevice.isAsked()) {
      return steps.gflops().median();
    }
    return CudaDevice.isWorth(data.test().size())
        ? Roofline.gflops(
            GemmRoof.OPERATIONS,
            CudaDevice.evaluationSeconds(GemmRoof.ROWS, GemmRoof.UNITS, GemmRoof.INPUTS))
        : GemmRoof.median(request.repeats());
  }

  private boolean multipliesFloats() {
    return config.device().executor() == ExecutorKind.COMPILED
        && config.device().matmulPrecision() == MatmulPrecision.F32;
  }

  private @Nullable BaselineResult bf16(List<LayerResult> layers) {
    if (!facts.bf16().available() || !multipliesFloats()) {
      return null;
    }
    progress.accept("products of bfloat16");
    return Baseline.bf16(config, data.train(), request.repeats(), layers);
  }

  private @Nullable BaselineResult tf32(List<LayerResult> layers) {
    if (!CudaDevice.isAsked() || !multipliesFloats()) {
      return null;
    }
    progress.accept("products in TF32");
    return Baseline.tf32(config, data.train(), request.repeats(), layers);
  }

  private @Nullable BaselineResult baseline(List<LayerResult> layers) {
    if (!request.baseline()) {
      return null;
    }
    progress.accept("baseline: SameDiff's own training session");
    return Baseline.sameDiff(config, data.train(), request.repeats(), layers);
  }

  private @Nullable ScalingResult scaling() {
    return request.scaling()
        ? new ScalingBenchmark(config, data.train(), request.repeats(), progress).measure()
        : null;
  }
}
