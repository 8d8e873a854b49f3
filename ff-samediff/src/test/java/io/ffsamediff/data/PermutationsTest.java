package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationsTest {

  @Test
  void of_size_holdsEveryNumberOnce() {
    int[] order = Permutations.of(1000, new SplittableRandom(1));

    assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(Arrays.stream(order).sorted()).containsExactlyElementsOf(range(1000));
  }

  @Test
  void of_zeroAndOne_areTrivial() {
    assertThat(Permutations.of(0, new SplittableRandom(1))).isEmpty();
    assertThat(Permutations.of(1, new SplittableRandom(1))).containsExactly(0);
  }

  /** All six orders of three, each 10,000 times of 60,000 with standard deviation 91. */
  @Test
  void of_three_isUniform() {
    RandomGenerator random = new SplittableRandom(2);

    Map<String, Long> counts =
        IntStream.range(0, 60_000)
            .mapToObj(i -> Arrays.toString(Permutations.of(3, random)))
            .collect(Collectors.groupingBy(order -> order, Collectors.counting()));

    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allMatch(count -> Math.abs(count - 10_000) < 5 * 91);
  }

  @Test
  void shuffle_ofSameSeed_isTheSame() {
    int[] a = {5, 5, 7, 8, 9, 1, 2, 3};
    int[] b = a.clone();

    Permutations.shuffle(a, new SplittableRandom(3));
    Permutations.shuffle(b, new SplittableRandom(3));

    assertThat(a).isEqualTo(b).containsExactlyInAnyOrder(5, 5, 7, 8, 9, 1, 2, 3);
  }

  private static Iterable<Integer> range(int end) {
    return IntStream.range(0, end).boxed().toList();
  }
}
