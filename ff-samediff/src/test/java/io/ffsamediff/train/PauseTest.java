package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.RunConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** States that a listener takes between two steps, while training goes on. */
class PauseTest {

  /** Each controller with all that draws random numbers or remembers something. */
  static Stream<RunConfig> configs() {
    String[] everything = {
      "augmentation.shift=1",
      "network.dropout=0.2",
      "training.averaging={\"decay\": 0.9, \"every\": 2}",
      "training.schedule={\"type\": \"cosine\", \"warmUpEpochs\": 1}"
    };
    return Stream.of(
        Runs.config(),
        Runs.config("training.batchSize=20", "augmentation.shift=1", "device.executor=samediff"),
        Runs.interleaved(everything),
        Runs.unlabelled(everything),
        Runs.backprop(everything));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void onPause_anyState_goesOnBitForBit(RunConfig config) {
    List<TrainingState> taken = new ArrayList<>();
    TrainingState expected;
    try (Runs.Session undisturbed = new Runs.Session(config);
        Runs.Session observed = new Runs.Session(config)) {
      expected = undisturbed.run().state();
      Runs.assertSame(observed.controller.run(taking(taken), () -> false).state(), expected);
    }
    for (TrainingState state : taken.subList(taken.size() - 3, taken.size())) {
      assertEndsAs(config, state, expected);
    }
    assertEndsAs(config, taken.get(0), expected);
    assertEndsAs(config, taken.get(taken.size() / 2), expected);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void onPause_states_areInsideEpochs(RunConfig config) {
    List<TrainingState> taken = new ArrayList<>();
    try (Runs.Session session = new Runs.Session(config)) {
      session.controller.run(taking(taken), () -> false);
    }
    Set<TrainingCursor> places = new HashSet<>();
    for (TrainingState state : taken) {
      assertThat(state.next()).isNotEqualTo(TrainingCursor.startOf(state.next().epoch()));
      assertThat(state.totals().seconds()).isPositive();
      places.add(state.next());
    }
    assertThat(places).hasSizeGreaterThan(4);
  }

  /** Every state that training makes must pass for one of the run. */
  @ParameterizedTest
  @MethodSource("configs")
  void problemOf_statesOfTheRun_haveNone(RunConfig config) {
    List<TrainingState> taken = new ArrayList<>();
    try (Runs.Session session = new Runs.Session(config);
        Runs.Session fresh = new Runs.Session(config)) {
      taken.add(fresh.controller.state());
      taken.add(session.controller.run(taking(taken), () -> false).state());
      for (TrainingState state : taken) {
        assertThat(fresh.controller.problemOf(state)).as("%s", state.next()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void onPause_timeOfTheListener_isNoTrainingTime(RunConfig config) {
    TrainingListener slow =
        new TrainingListener() {
          @Override
          public void onPause(Supplier<TrainingState> state) {
            double before = state.get().totals().seconds();
            assertThat(state.get().totals().seconds()).isEqualTo(before);
          }
        };
    try (Runs.Session session = new Runs.Session(config)) {
      session.controller.run(slow, () -> false);
    }
  }

  private static TrainingListener taking(List<TrainingState> states) {
    return new TrainingListener() {
      @Override
      public void onPause(Supplier<TrainingState> state) {
        states.add(state.get());
      }
    };
  }

  private static void assertEndsAs(RunConfig config, TrainingState from, TrainingState expected) {
    try (Runs.Session session = new Runs.Session(config)) {
      session.controller.restore(from);
      Runs.assertSame(session.run().state(), expected);
    }
  }
}
