package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.EpochEvent.LayerEpoch;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.Validation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // the annotation of a nested type is lost in class files of JDK 17
class ProgressPrinterTest {

  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();
  private final ProgressPrinter printer =
      new ProgressPrinter(new PrintWriter(text), new TrainTest(data(200), data(50)), nanos::get);
  private final TrainingPace pace =
      new TrainingPace(new StepCount(9, 10, List.of(1)), 200, nanos::get);

  @Test
  void onEpoch_fastEpochs_printsOneLineInTwoSeconds() {
    for (int epoch = 1; epoch <= 5; epoch++) {
      epoch(epoch, null);
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(900));
    }
    assertThat(text.toString().lines())
        .containsExactly(
            "epoch 1/9  loss 0.5000  running 0.6000  separation 0.7500  1.25 s  160 examples/s",
            "epoch 4/9  loss 0.5000  running 0.6000  separation 0.7500  1.25 s  160 examples/s");
  }

  @Test
  void onEpoch_evaluatedOrLast_isAlwaysPrinted() {
    epoch(1, null);
    epoch(2, new Validation.Errors(20, 10));
    epoch(9, null);

    assertThat(text.toString().lines())
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).endsWith("errors: training 10.00 %, test 20.00 %"));
  }

  @Test
  void line_someStepsDone_tellsTheTimeLeft() {
    pace.onStep(new TrainingCursor(0, 0, 0, 0));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(9));
    pace.onStep(new TrainingCursor(0, 9, 0, 0));

    epoch(1, null);

    assertThat(text.toString().strip()).endsWith("160 examples/s  0:01:20 left");
  }

  @Test
  void line_noGoodness_hasNoSeparation() {
    EpochEvent event = new EpochEvent(1, 9, 0.5, 0.6, 0.03, 1.25, List.of(), 0.2, null);

    assertThat(ProgressPrinter.line(event, new TrainTest(data(200), data(50)), pace))
        .isEqualTo("epoch 1/9  loss 0.5000  running 0.6000  1.25 s  160 examples/s");
  }

  @Test
  void onTick_longEpoch_printsALineInHalfAMinute() {
    pace.onStep(new TrainingCursor(0, 0, 0, 0));
    for (int second = 1; second <= 61; second++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      if (second % 20 == 0) {
        pace.onStep(new TrainingCursor(0, second / 20, 0, 0));
      }
      printer.onTick(pace);
    }
    assertThat(text.toString().lines())
        .containsExactly(
            "epoch 1/9  20 % of it  0.7 examples/s  0:44:00 left",
            "epoch 1/9  40 % of it  1.0 examples/s  0:28:40 left");
  }

  @Test
  void line_examplesHeldBack_tellsTheirErrorsToo() {
    TrainTest data = new TrainTest(data(200), data(50)).holdBack(40);
    EpochEvent event =
        new EpochEvent(
            1, 9, 0.5, 0.6, 0.03, 1.25, List.of(), 0.2, new Validation.Errors(16, 10, 4));

    assertThat(ProgressPrinter.line(event, data, pace))
        .endsWith("errors: training 10.00 %, validation 10.00 %, test 20.00 %");
  }

  @Test
  void steps_ofAConfiguration_areCountedInOrder() {
    String json =
        """
        {"name": "x", "data": {"name": "mnist"},
         "network": {"type": "forward-forward", "layers": [{"units": 2, "layerEpochs": 5}, {"units": 2}]},
         "training": {"type": "layerwise", "epochs": 3, "layerEpochs": 2, "batchSize": 30}}
        """;
    StepCount steps = StepCount.of(ConfigReader.parse("x", json, List.of()), 100);

    assertThat(steps).isEqualTo(new StepCount(3, 4, List.of(5, 2)));
    assertThat(steps.all()).isEqualTo(84);
    assertThat(steps.done(new TrainingCursor(0, 0, 0, 0))).isZero();
    assertThat(steps.done(new TrainingCursor(2, 3, 1, 1))).isEqualTo(83);
  }

  private EpochEvent event(int epoch, Validation.@Nullable Errors errors) {
    List<LayerEpoch> layers = List.of(new LayerEpoch(1, 0.5, 2, 1), new LayerEpoch(2, 0.5, 1.5, 1));
    return new EpochEvent(epoch, 9, 0.5, 0.6, 0.03, 1.25, layers, null, errors);
  }

  private void epoch(int epoch, Validation.@Nullable Errors errors) {
    printer.onEpoch(event(epoch, errors), pace);
  }

  private static Dataset data(int examples) {
    return new Dataset(
        "x", Dataset.Split.TRAIN, 1, 1, 2, new byte[examples], new byte[examples], List.of());
  }
}
