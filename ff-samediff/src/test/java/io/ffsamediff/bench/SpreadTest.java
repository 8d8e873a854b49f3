package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void of_oddCount_takesTheMiddleOne() {
    assertThat(Spread.of(5, 1, 9)).isEqualTo(new Spread(5, 1, 9, 3));
  }

  @Test
  void of_evenCount_takesTheMeanOfTheMiddleTwo() {
    assertThat(Spread.of(8, 1, 2, 4)).isEqualTo(new Spread(3, 1, 8, 4));
  }

  @Test
  void of_nothing_isRefused() {
    assertThatThrownBy(Spread::of)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one value");
  }

  @Test
  void repeats_warmUp_isDropped() {
    Deque<Double> values = new ArrayDeque<>(List.of(99.0, 98.0, 3.0, 1.0, 2.0));

    assertThat(new Repeats(2, 3).run(values::removeFirst)).isEqualTo(new Spread(2, 1, 3, 3));
    assertThat(values).isEmpty();
  }

  @Test
  void repeats_fewer_neverRaises() {
    assertThat(new Repeats(5, 9).fewer(3)).isEqualTo(new Repeats(1, 3));
    assertThat(new Repeats(0, 2).fewer(3)).isEqualTo(new Repeats(0, 2));
    assertThatThrownBy(() -> new Repeats(0, 0)).hasMessageContaining("received 0 and 0");
  }
}
