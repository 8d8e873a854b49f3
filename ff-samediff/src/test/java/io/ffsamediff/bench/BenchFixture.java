package io.ffsamediff.bench;

import io.ffsamediff.bench.BaselineResult.BaselineLayer;
import io.ffsamediff.bench.DeviceResult.Measured;
import io.ffsamediff.bench.DeviceResult.Unavailable;
import io.ffsamediff.bench.EpochClock.EpochTimes;
import io.ffsamediff.bench.ScalingResult.Point;
import io.ffsamediff.bench.ScalingResult.Series;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.device.Bf16Support;
import io.ffsamediff.device.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Made-up benchmarks of round figures. */
final class BenchFixture {

  static final double GFLOPS = 376.32;

  private BenchFixture() {}

  /** Two layers of 8 and 6 units. */
  static RunConfig config() {
    return ConfigReader.parse(
        "bench",
        """
        {"name": "tiny", "data": {"name": "tiny"},
         "network": {"type": "forward-forward", "layers": [{"units": 8}, {"units": 6}]},
         "training": {"type": "layerwise", "epochs": 4, "layerEpochs": 3, "batchSize": 4}}
        """,
        List.of());
  }

  /** G = 0.5 s and 0.3 s; steps 0.4 s and 0.36 s; products 0.25 s and 0.3 s. */
  static List<LayerResult> layers() {
    LayerShape first = new LayerShape(1, 60_000, 60_000, 2304, 784, 500);
    LayerShape second = new LayerShape(2, 60_000, 60_000, 2304, 600, 392);
    return List.of(
        LayerResult.of(first, 1, times(0.4, 0.25), GFLOPS),
        LayerResult.of(second, 1, times(0.36, 0.3), GFLOPS));
  }

  private static LayerTimes times(double step, double product) {
    return new LayerTimes(
        Spread.of(step, step - 0.01, step + 0.02),
        Spread.of(step),
        Spread.of(product),
        2048,
        0,
        700_000_000L);
  }

  /** The CPU, with everything measured. */
  static Measured cpu() {
    return measured("cpu", "Test <CPU> 9000");
  }

  /** A device of this name, with everything measured. */
  static Measured measured(String device, String hardware) {
    List<LayerResult> layers = layers();
    EpochResult epoch =
        EpochResult.of(
            List.of(new EpochTimes(40, new double[] {20, 18})), true, layers, new int[] {50, 50});
    PredictionResult prediction = new PredictionResult(10_000, 10, Spread.of(0.2), 0.16, 1.25);
    return new Measured(
        device,
        "it was asked for",
        hardware,
        Map.of("blas", "openblas 0.3.31"),
        Map.of("OMP_WAIT_POLICY", "passive"),
        2,
        2304,
        List.of("machine: <unquiet>"),
        new MeasuredRoof(
            device.equals("cpu") ? "ND4J's matmul" : "cuBLASLt",
            device.equals("cpu") ? "f32" : "tf32",
            hardware),
        GFLOPS,
        Spread.of(370, GFLOPS, 380),
        layers,
        epoch.seconds().median(),
        epoch,
        prediction.imagesPerSecond(),
        prediction,
        911_000_000L,
        2_000_000_000L,
        new Bf16Support(true, "the processor has AMX bf16"),
        new BaselineResult(
            "bf16",
            List.of(
                BaselineLayer.of(layers.get(0), Spread.of(0.1), 9_000, 0),
                BaselineLayer.of(layers.get(1), Spread.of(0.2), 9_000, 0)),
            1_500_000_000L),
        new BaselineResult(
            "tf32",
            List.of(
                BaselineLayer.of(layers.get(0), Spread.of(0.15), 9_000, 0),
                BaselineLayer.of(layers.get(1), Spread.of(0.25), 9_000, 0)),
            1_500_000_000L),
        new BaselineResult(
            "samediff-fit",
            List.of(
                BaselineLayer.of(layers.get(0), Spread.of(2), 600_000, 50),
                BaselineLayer.of(layers.get(1), Spread.of(1.8), 600_000, 50)),
            3_000_000_000L),
        new ScalingResult(
            Series.of(List.of(new Point(6_000, 0.04, 0.025)), List.of("600,000 examples")),
            Series.of(List.of(new Point(250, 0.2, 0.12), new Point(500, 0.4, 0.24)), List.of())));
  }

  /** The CPU measured, CUDA not available. */
  static BenchmarkResult result() {
    return result(List.of(cpu(), new Unavailable("cuda", "no <b>driver</b>")));
  }

  static BenchmarkResult result(List<DeviceResult> devices) {
    return BenchmarkResult.of(
        config(),
        Instant.parse("2026-11-23T13:00:00Z"),
        new Machine("Test(R) CPU 9000 @ 2.0GHz", 2, 8L << 30, "Linux", "a JVM"),
        new BenchmarkRequest(new Repeats(2, 9), true, true),
        devices);
  }
}
