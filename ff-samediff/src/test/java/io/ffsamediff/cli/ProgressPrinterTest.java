package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.train.EpochEvent;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.Validation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {

  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();
  private final ProgressPrinter printer =
      new ProgressPrinter(new PrintWriter(text), new TrainTest(data(200), data(50)), nanos::get);

  @Test
  void onEpoch_fastEpochs_printsOneLineInTwoSeconds() {
    for (int epoch = 1; epoch <= 5; epoch++) {
      epoch(epoch, null);
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(900));
    }
    assertThat(text.toString().lines())
        .containsExactly(
            "epoch 1/9  loss 0.5000  running 0.6000  1.25 s",
            "epoch 4/9  loss 0.5000  running 0.6000  1.25 s");
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
  void line_examplesHeldBack_tellsTheirErrorsToo() {
    TrainTest data = new TrainTest(data(200), data(50)).holdBack(40);
    EpochEvent event =
        new EpochEvent(
            1, 9, 0.5, 0.6, 0.03, 1.25, List.of(), 0.2, new Validation.Errors(16, 10, 4));

    assertThat(ProgressPrinter.line(event, data))
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

  @SuppressWarnings("NullAway") // the annotation of a nested type is lost in class files of JDK 17
  private void epoch(int epoch, Validation.@Nullable Errors errors) {
    EpochEvent event = new EpochEvent(epoch, 9, 0.5, 0.6, 0.03, 1.25, List.of(), null, errors);
    printer.onEpoch(
        event,
        () -> {
          throw new AssertionError("a snapshot is not needed");
        });
  }

  private static Dataset data(int examples) {
    return new Dataset(
        "x", Dataset.Split.TRAIN, 1, 1, 2, new byte[examples], new byte[examples], List.of());
  }
}
