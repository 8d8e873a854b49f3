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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The quickstart by the executors for CUDA, on a stand-in for the device, and by the CPU's. */
class CudaQuickstartTest {

  private static final Path DATA =
      Golden.ROOT.resolve("ff-examples/src/main/resources/io/ffsamediff/data/mnist-subset");
  private static final int CLASSES = 10;

  /** Batches in which a difference in the last bit does not yet grow to other predictions. */
  private static final int BATCHES = 20;

  /** Together an epoch. */
  private static final int PIECES = 5;

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

  /**
   * An epoch in pieces, each from the CPU's state before it. In one piece, differences in the last
   * bit would grow by a half with every batch, as they do between two numbers of threads.
   */
  @Test
  void quickstart_pieceByPiece_predictsAsTheCpu() {
    try (Runs.Session cpu = session(NetworkExecutors::onHost);
        Runs.Session cuda = session(CudaOnHost::executors)) {
      TrainingState state = cpu.controller.state();
      for (int piece = 1; piece <= PIECES; piece++) {
        int steps = piece * BATCHES * config.network().layers().size();
        cuda.controller.restore(state);
        state = cpu.run(() -> cpu.steps.size() >= steps).state();
        cuda.run(() -> cuda.steps.size() >= steps);

        assertThat(cuda.steps).hasSize(steps).hasSameSizeAs(cpu.steps);
        assertThat(same(predictions(cuda), predictions(cpu)))
            .as("predictions after %d steps", steps)
            .isGreaterThanOrEqualTo(data.test().size() * 999 / 1000);
      }
      assertThat(errors(predictions(cuda))).isLessThan(data.test().size() / 2);
      for (int step = 0; step < cpu.steps.size(); step++) {
        double expected = cpu.steps.get(step).loss();
        assertThat(cuda.steps.get(step).loss())
            .as("step %d", step)
            .isCloseTo(expected, within(1e-3 * (1 + expected)));
      }
    }
  }

  /**
   * All 60 epochs, minutes on each: {@code mvn test -Dtest=CudaQuickstartTest
   * -Dquickstart.full=true}. It is not the same network: on the CPU with one thread and with two,
   * 98.6 % of the predictions are the same.
   */
  @Test
  @EnabledIfSystemProperty(named = "quickstart.full", matches = "true")
  void quickstart_toTheEnd_isAsGoodAsTheCpus() {
    int[] expected = trained(NetworkExecutors::onHost);
    int[] found = trained(CudaOnHost::executors);
    int examples = data.test().size();

    assertThat(same(found, expected)).isGreaterThanOrEqualTo(examples * 98 / 100);
    assertThat(errors(found)).isCloseTo(errors(expected), within(examples / 200));
  }

  private int[] trained(Function<DeviceConfig, NetworkExecutors> executors) {
    try (Runs.Session session = session(executors)) {
      session.run();
      return predictions(session);
    }
  }

  private int errors(int[] predictions) {
    return predictions.length - same(predictions, data.test().labels());
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
