package io.ffsamediff.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.run.EpochMetrics;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.train.EpochEvent;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a program how training goes: JSON Lines on stdout, one object an event, each flushed. The
 * last one is {@code end}, however training ended. docs/cli.md has the fields.
 */
final class TrainingEvents implements ProgressView {

  /** Rises when a field changes its meaning or goes; programs should pass over new ones. */
  static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static final double MILLIS = 1000;

  private final PrintWriter out;
  private final Clock clock;
  private final boolean resumed;

  /**
   * Events to {@code out}.
   *
   * @param resumed whether a run is continued
   */
  TrainingEvents(PrintWriter out, Clock clock, boolean resumed) {
    this.out = out;
    this.clock = clock;
    this.resumed = resumed;
  }

  /** Training is about to begin. */
  void started(RunDirectory run, RunConfig config, TrainTest data) {
    ObjectNode event = event("start");
    event.put("format", FORMAT);
    event.put("run", run.toString());
    event.put("name", config.name());
    event.put("resumed", resumed);
    event.put("epochs", config.training().epochs());
    event.put("trainExamples", data.train().size());
    event.put("validationExamples", data.validation().map(Dataset::size).orElse(0));
    event.put("testExamples", data.test().size());
    print(event);
  }

  @Override
  public void onTick(TrainingPace pace) {
    ObjectNode event = event("progress");
    event.put("epoch", pace.epoch());
    event.put("epochs", pace.epochs());
    event.put("steps", pace.done());
    event.put("allSteps", pace.all());
    pace.examplesPerSecond().ifPresent(rate -> event.put("examplesPerSecond", rate));
    pace.left().ifPresent(left -> event.put("secondsLeft", seconds(left)));
    print(event);
  }

  @Override
  public void onEpoch(EpochEvent epoch, TrainingPace pace) {
    ObjectNode event = event("epoch");
    event.put("epochs", epoch.epochs());
    event.setAll((ObjectNode) JSON.<JsonNode>valueToTree(EpochMetrics.of(epoch)));
    TrainingPace.separation(epoch).ifPresent(apart -> event.put("separation", apart));
    pace.examplesPerSecond(epoch).ifPresent(rate -> event.put("examplesPerSecond", rate));
    pace.left().ifPresent(left -> event.put("secondsLeft", seconds(left)));
    print(event);
  }

  /** Training has ended with a result: it is finished, or was interrupted and is saved. */
  void ended(TrainingOutcome outcome, int exitCode) {
    ObjectNode event = event("end");
    event.put("status", outcome.status());
    event.put("exitCode", exitCode);
    event.set("result", JSON.valueToTree(outcome.fields()));
    print(event);
  }

  /** There is no result. */
  void failed(Throwable failure) {
    int exitCode = ExitCodes.of(failure);
    ObjectNode event = event("end");
    event.put("status", exitCode == ExitCodes.DIVERGED ? "diverged" : "failed");
    event.put("exitCode", exitCode);
    event.put(
        "error",
        ExitCodes.isForUser(failure) ? String.valueOf(failure.getMessage()) : failure.toString());
    print(event);
  }

  private ObjectNode event(String name) {
    ObjectNode event = JSON.createObjectNode();
    event.put("event", name);
    event.put("time", clock.instant().toString());
    return event;
  }

  private void print(ObjectNode event) {
    out.println(JSON.writeValueAsString(event));
    out.flush();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
