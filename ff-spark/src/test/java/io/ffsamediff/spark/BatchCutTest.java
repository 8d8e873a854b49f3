package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every example is in one batch, and every batch has its size. */
class BatchCutTest {

  @Test
  void before_manyCuts_shareBatchesEvenly() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      int shares = 1 + random.nextInt(9);
      int examples = BatchCut.LEAST * shares + random.nextInt(500);
      int least = BatchCut.LEAST * shares;
      BatchCut cut = new BatchCut(examples, least + random.nextInt(examples - least + 1));
      for (int batch = 0; batch < cut.count(); batch++) {
        assertCut(cut, batch, shares);
      }
      assertThat(cut.size(0, cut.count())).isEqualTo(examples);
    }
  }

  private static void assertCut(BatchCut cut, int batch, int shares) {
    int all = 0;
    for (int share = 0; share < shares; share++) {
      int from = cut.examples() * share / shares;
      int to = cut.examples() * (share + 1) / shares;
      int part = cut.before(batch + 1, from, to) - cut.before(batch, from, to);
      double even = (double) cut.size(batch, batch + 1) * (to - from) / cut.examples();
      assertThat((double) part).isBetween(even - 2, even + 2);
      assertThat(part).isBetween(0, to - from);
      if (batch + 1 < cut.count()) {
        assertThat(part).isPositive();
      }
      all += part;
    }
    assertThat(all).isEqualTo(cut.size(batch, batch + 1));
  }

  /** The numbers of the largest data set do not overflow. */
  @Test
  void before_asManyExamplesAsThereCanBe_isTold() {
    BatchCut cut = new BatchCut(Integer.MAX_VALUE, 100_000);

    assertThat(cut.count()).isEqualTo(21_475);
    assertThat(cut.before(cut.count(), 1_000_000_000, Integer.MAX_VALUE))
        .isEqualTo(Integer.MAX_VALUE - 1_000_000_000);
  }
}
