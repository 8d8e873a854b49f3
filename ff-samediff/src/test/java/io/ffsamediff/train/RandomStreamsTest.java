package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

  /** A change here makes every seed mean another run. */
  private static final int[] EXPECTED = {218, 270, 479, 170};

  @Test
  void stream_sameSeedNameAndIndex_repeats() {
    assertThat(new RandomStreams(3).stream("order", 7).nextLong())
        .isEqualTo(new RandomStreams(3).stream("order", 7).nextLong());
  }

  @Test
  void stream_anyOtherSeedNameOrIndex_differs() {
    Set<Long> firsts = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (String name : new String[] {"initialisation", "order", "negatives", "redro"}) {
        for (int index = 0; index < 10; index++) {
          firsts.add(new RandomStreams(seed).stream(name, index).nextLong());
        }
      }
    }

    assertThat(firsts).hasSize(400);
  }

  @Test
  void stream_knownSeed_yieldsTheseNumbersForEver() {
    assertThat(new RandomStreams(1).stream(RandomStreams.ORDER, 0).ints(4, 0, 1000).toArray())
        .containsExactly(EXPECTED);
  }
}
