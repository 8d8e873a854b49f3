package io.ffsamediff.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.Golden;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.Dataset.Split;
import io.ffsamediff.data.IdxImages;
import io.ffsamediff.data.IdxReader;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.exec.CudaOnHost;
import io.ffsamediff.exec.NetworkExecutors;
import io.ffsamediff.kernel.HostLibrary;
import io.ffsamediff.train.Runs;
import io.ffsamediff.train.TrainingState;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The quickstart by the executors for CUDA, on a stand-in for the device, and by the CPU's. */
class CudaQuickstartTest {

  private static final Path DATA =
      Golden.ROOT.resolve("ff-examples/src/main/resources/io/ffsamediff/data/mnist-subset");
  private static final int CLASSES = 10;

  /** Batches after which a difference in the last bit has not yet grown to other predictions. */
  private static final int BATCHES = Integer.getInteger("qb", 20);

  private static final int PIECES = Integer.getInteger("qp", 8);

  private final RunConfig config =
      ConfigReader.read(Golden.ROOT.resolve("configs/quickstart.json"), List.of());
  private final TrainTest data =
      new TrainTest(split(Split.TRAIN, "train"), split(Split.TEST, "t10k")).prepared(config.data());

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  private static Dataset split(Split split, String name) {
    IdxImages images = IdxReader.images(DATA.resolve(name + "-images-idx3-ubyte.gz"));
    byte[] labels = IdxReader.labels(DATA.resolve(name + "-labels-idx1-ubyte.gz")).labels_N();
    return new Dataset(
        "mnist-subset",
        split,
        images.height(),
        images.width(),
        CLASSES,
        images.pixels_ND(),
        labels,
        List.of());
  }

  /** Piece by piece, each from the CPU's state before it. */
  @Test
  void quickstart_pieceByPiece_predictsAsTheCpu() {
    try (Runs.Session cpu = session(NetworkExecutors::onHost);
        Runs.Session cuda = session(CudaOnHost::executors)) {
      TrainingState state = cpu.controller.state();
      for (int piece = 1; piece <= PIECES; piece++) {
        int steps = piece * BATCHES * config.network().layers().size();
        cuda.controller.restore(state);
        long t0 = System.nanoTime();
        state = cpu.run(() -> cpu.steps.size() >= steps).state();
        long t1 = System.nanoTime();
        cuda.run(() -> cuda.steps.size() >= steps);
        long t2 = System.nanoTime();

        double worst = 0;
        for (int i = 0; i < steps; i++) {
          double expected = cpu.steps.get(i).loss();
          worst = Math.max(worst, Math.abs(cuda.steps.get(i).loss() - expected) / (1 + expected));
          if (!Boolean.getBoolean("qq"))
          assertThat(cuda.steps.get(i).loss()).as("step %d", i).isCloseTo(expected, within(1e-3 * (1 + expected)));
        }
        int[] a = predictions(cpu), b = predictions(cuda);
        int right = 0; for (int i = 0; i < a.length; i++) right += a[i] == data.test().label(i) ? 1 : 0;
        System.out.println("piece " + piece + " same " + same(a, b) + " right " + right + " worst loss " + worst + " s " + (t1-t0)/1e9 + " " + (t2-t1)/1e9 + " pred " + (System.nanoTime()-t2)/1e9);
      }
    }
  }

  private Runs.Session session(Function<DeviceConfig, NetworkExecutors> executors) {
    return new Runs.Session(config, data.train(), executors);
  }

  private int[] predictions(Runs.Session session) {
    try (Predictors predictors =
        new Predictors(session.judged, RowEncoder.of(config, data.train()), config)) {
      return predictors.usual().predict(data.test()).labels();
    }
  }

  private static int same(int[] found, int[] expected) {
    int same = 0;
    for (int i = 0; i < expected.length; i++) {
      same += found[i] == expected[i] ? 1 : 0;
    }
    return same;
  }
}
