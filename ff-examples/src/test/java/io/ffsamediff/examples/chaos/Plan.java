package io.ffsamediff.examples.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** At which moments a run is killed, in this order. */
final class Plan {

  private Plan() {}

  /**
   * So many moments: an eighth while the run begins, a quarter after its last epoch, the others
   * between. Few moments are the weightiest; many are shuffled.
   */
  static List<Moment> of(int kills, Random random) {
    int beginning = Math.min(Moment.BEGINNING.size(), kills / 8);
    int end = Math.max(1, kills / 4);
    List<Moment> first = new ArrayList<>(Moment.BEGINNING);
    Collections.shuffle(first, random);
    List<Moment> plan = new ArrayList<>(first.subList(0, beginning));
    Collections.sort(plan);
    plan.addAll(some(Moment.TRAINING, kills - beginning - end, random));
    plan.addAll(some(Moment.END, end, random));
    return plan;
  }

  private static List<Moment> some(List<Moment> deck, int count, Random random) {
    List<Moment> some = new ArrayList<>();
    while (some.size() < count) {
      List<Moment> round =
          new ArrayList<>(deck.subList(0, Math.min(deck.size(), count - some.size())));
      Collections.shuffle(round, random);
      some.addAll(round);
    }
    return some;
  }
}
