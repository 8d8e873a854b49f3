package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.train.EpochTotals.LayerTotals;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run of 5 batches, 3 and 2 inner epochs; its state after 4 epochs, 2 batches and 3 + 1 steps.
 */
class StateCheckTest {

  private static final TrainingCursor NEXT = new TrainingCursor(4, 2, 1, 1);
  private static final LayerTotals FIRST = new LayerTotals(0.5, 9, 1, 2, 30);
  private static final LayerTotals SECOND = new LayerTotals(0.5, 5, 1, 2, 20);
  private static final StateCheck CHECK = new StateCheck(5, List.of(3, 2), true, 2, true);

  @Test
  void problemOf_stateOfTheRun_isNone() {
    assertThat(CHECK.problemOf(state(NEXT, 69, 45))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "4, 5, 0, 0",
    "4, -1, 0, 0",
    "-1, 0, 0, 0",
    "4, 2, 2, 0",
    "4, 2, -1, 0",
    "4, 2, 1, 2",
    "4, 2, 0, -1"
  })
  void problemOf_stepThatIsNone_namesIt(int epoch, int batch, int layer, int innerEpoch) {
    TrainingCursor next = new TrainingCursor(epoch, batch, layer, innerEpoch);

    assertThat(CHECK.problemOf(state(next, 69, 45)))
        .contains(new StateProblem("a step of 5 batches of [3, 2] inner epochs", next.toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 1_000_000, Integer.MAX_VALUE})
  void problemOf_epochThatTheStepsDoNotMake_isRefused(int epoch) {
    assertThat(CHECK.problemOf(state(new TrainingCursor(epoch, 2, 1, 1), 69, 45)))
        .get()
        .extracting(StateProblem::received)
        .isEqualTo("69");
  }

  @Test
  void problemOf_moreStepsThanAnIntTells_isRefused() {
    StateCheck long63 =
        new StateCheck(Integer.MAX_VALUE, List.of(Integer.MAX_VALUE), true, 0, true);
    TrainingCursor next = new TrainingCursor(Integer.MAX_VALUE, 0, 0, 0);
    TrainingState state =
        new TrainingState(next, new EpochTotals(0, 0, 0, List.of()), List.of(layer(0)));

    assertThat(long63.problemOf(state))
        .contains(new StateProblem("2147483648 steps of layer 1", "0"));
  }

  @Test
  void problemOf_otherIteration_namesLayerOrHead() {
    assertThat(CHECK.problemOf(state(NEXT, 69, 44)))
        .contains(new StateProblem("45 steps of layer 2", "44"));
    TrainingState sound = state(NEXT, 69, 45);
    assertThat(CHECK.problemOf(with(sound, Optional.of(layer(22)), Optional.empty()))).isEmpty();
    assertThat(CHECK.problemOf(with(sound, Optional.of(layer(23)), Optional.empty())))
        .contains(new StateProblem("22 steps of the head", "23"));
  }

  @Test
  void problemOf_interleavedRunInsideABatch_isRefused() {
    StateCheck interleaved = new StateCheck(5, List.of(1, 1), false, 2, true);
    LayerTotals two = new LayerTotals(0.5, 2, 1, 2, 20);
    EpochTotals totals = new EpochTotals(1, 1, 1, List.of(two, two));
    TrainingCursor between = new TrainingCursor(4, 2, 0, 0);
    List<LayerState> layers = List.of(layer(22), layer(22));

    assertThat(interleaved.problemOf(new TrainingState(between, totals, layers))).isEmpty();
    assertThat(
            interleaved.problemOf(
                new TrainingState(new TrainingCursor(4, 2, 1, 0), totals, layers)))
        .isPresent();
  }

  @Test
  void problemOf_sumsThatAreNone_namesThem() {
    assertThat(CHECK.problemOf(with(1, 1, 1, List.of(FIRST))))
        .contains(new StateProblem("sums of 2 layers", "1"));
    assertThat(CHECK.problemOf(with(1, 1, 1, List.of(FIRST, FIRST))))
        .contains(new StateProblem("5 steps in the sums of layer 2", "9"));
    for (LayerTotals wrong :
        List.of(
            new LayerTotals(Double.NaN, 9, 1, 2, 30),
            new LayerTotals(Double.POSITIVE_INFINITY, 9, 1, 2, 30),
            new LayerTotals(1, 9, Double.NaN, 2, 30),
            new LayerTotals(1, 9, 1, Double.NaN, 30),
            new LayerTotals(1, 9, 1, 2, -1))) {
      assertThat(CHECK.problemOf(with(1, 1, 1, List.of(wrong, SECOND))))
          .contains(new StateProblem("sums of layer 1 that are numbers", wrong.toString()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 1, 1",
    "1, NaN, 1",
    "1, 1, NaN",
    "Infinity, 1, 1",
    "1, -1, 1",
    "1, Infinity, 1"
  })
  void problemOf_lossOrSecondsThatAreNoNumbers_isRefused(double past, double seconds, double head) {
    assertThat(CHECK.problemOf(with(past, seconds, head, List.of(FIRST, SECOND))))
        .get()
        .extracting(StateProblem::expected)
        .isEqualTo("losses and seconds that are numbers");
  }

  @ParameterizedTest
  @CsvSource({"1, 3, true", "4, 0, true", "5, 0, false", "1, 4, false", "2147483647, 0, false"})
  void problemOf_bestEpoch_isOneThatIsDone(int epoch, int waited, boolean sound) {
    Optional<BestState> best = Optional.of(new BestState(epoch, 7, waited, List.of()));

    assertThat(CHECK.problemOf(with(state(NEXT, 69, 45), Optional.empty(), best)).isEmpty())
        .isEqualTo(sound);
  }

  @Test
  void problemOf_bestWeightsWhereNoneAreKept_isRefused() {
    StateCheck none = new StateCheck(5, List.of(3, 2), true, 2, false);
    Optional<BestState> best = Optional.of(new BestState(1, 7, 0, List.of()));

    assertThat(none.problemOf(with(state(NEXT, 69, 45), Optional.empty(), best)))
        .contains(new StateProblem("no best weights, as none are looked for", "some"));
  }

  private static LayerState layer(int iteration) {
    return new LayerState(new float[2], new float[4], iteration);
  }

  private static TrainingState state(TrainingCursor next, int first, int second) {
    EpochTotals totals = new EpochTotals(1.5, 2, 0.5, List.of(FIRST, SECOND));
    return new TrainingState(next, totals, List.of(layer(first), layer(second)));
  }

  private static TrainingState with(
      TrainingState state, Optional<LayerState> head, Optional<BestState> best) {
    return new TrainingState(state.next(), state.totals(), state.layers(), head, List.of(), best);
  }

  private static TrainingState with(
      double past, double seconds, double head, List<LayerTotals> layers) {
    return new TrainingState(
        NEXT, new EpochTotals(past, seconds, head, layers), List.of(layer(69), layer(45)));
  }
}
