package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.device.BlasThreads;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkTeamTest {

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 5", "3, 3", "4, 2", "2, 1"})
  void share_anyNumberOfBlocks_doesEachOnceInFixedParts(int threads, int blocks) {
    try (WorkTeam team = new WorkTeam(threads)) {
      for (int repeat = 0; repeat < 200; repeat++) {
        AtomicIntegerArray doneBy = new AtomicIntegerArray(blocks);
        int parts =
            team.share(
                (part, from, to) -> {
                  for (int block = from; block < to; block++) {
                    doneBy.addAndGet(block, part + 1);
                  }
                },
                blocks);

        assertThat(parts).isEqualTo(Math.min(threads, blocks));
        for (int block = 0; block < blocks; block++) {
          int part = 0;
          while (block >= blocks * (part + 1) / parts) {
            part++;
          }
          assertThat(doneBy.get(block)).as("block %d", block).isEqualTo(part + 1);
        }
      }
    }
  }

  @Test
  void share_severalParts_haveBlasThreadsOfTheirOwn() {
    int before = BlasThreads.get();
    try (WorkTeam team = new WorkTeam(2)) {
      int[] seen = new int[2];
      team.share((part, from, to) -> seen[part] = BlasThreads.get(), 2);

      assertThat(seen).containsOnly(1);
      assertThat(BlasThreads.get()).isEqualTo(before);
    }
  }

  @Test
  void share_oneBlock_leavesBlasItsThreads() {
    int before = BlasThreads.get();
    try (WorkTeam team = new WorkTeam(2)) {
      int[] seen = new int[1];
      team.share((part, from, to) -> seen[0] = BlasThreads.get(), 1);

      assertThat(seen[0]).isEqualTo(before);
    }
  }

  @Test
  void share_partFails_throwsAndGoesOnWorking() {
    int before = BlasThreads.get();
    try (WorkTeam team = new WorkTeam(3)) {
      for (int failing = 0; failing < 3; failing++) {
        int which = failing;
        assertThatThrownBy(
                () ->
                    team.share(
                        (part, from, to) -> {
                          if (part == which) {
                            throw new IllegalStateException("part " + part);
                          }
                        },
                        3))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("part " + failing);
        assertThat(BlasThreads.get()).isEqualTo(before);
      }
      assertThat(team.share((part, from, to) -> {}, 3)).isEqualTo(3);
    }
  }

  /** Not only exceptions: a thread that an error ended would be waited for without end. */
  @Test
  void share_partRunsIntoAnError_throwsIt() {
    try (WorkTeam team = new WorkTeam(2)) {
      for (int repeat = 0; repeat < 2; repeat++) {
        assertThatThrownBy(
                () ->
                    team.share(
                        (part, from, to) -> {
                          if (part == 1) {
                            throw new OutOfMemoryError("part 1");
                          }
                        },
                        2))
            .isInstanceOf(OutOfMemoryError.class);
      }
    }
  }

  @Test
  void run_afterThreadsFellAsleep_wakesThem() throws InterruptedException {
    try (WorkTeam team = new WorkTeam(2)) {
      int[] items = new int[2];
      for (int repeat = 1; repeat <= 3; repeat++) {
        Thread.sleep(20);
        team.run((part, from, to) -> items[part] += to - from, 4, 2);

        assertThat(items).containsExactly(2 * repeat, 2 * repeat);
      }
    }
  }
}
