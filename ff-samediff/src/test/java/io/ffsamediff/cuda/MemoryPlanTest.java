package io.ffsamediff.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryPlanTest {

  private static final long MIB = 1L << 20;
  private static final MemoryPlan PLAN =
      MemoryPlan.empty().fixed("weights", 100 * MIB).perRow("inputs", MIB).perRow("labels", 40);

  @Test
  void bytes_eachPart_isRoundedToAllocations() {
    assertThat(PLAN.bytes(1)).isEqualTo(101 * MIB + 256);
    assertThat(PLAN.bytes(7)).isEqualTo(107 * MIB + 512);
    assertThat(MemoryPlan.empty().bytes(5)).isZero();
  }

  @Test
  void usable_keepsTheLargerReserve() {
    assertThat(MemoryPlan.usable(1024 * MIB)).isEqualTo(768 * MIB);
    assertThat(MemoryPlan.usable(10240 * MIB)).isEqualTo(9728 * MIB);
    assertThat(MemoryPlan.usable(100 * MIB)).isZero();
  }

  @Test
  void blockRows_everythingFits_isAllRows() {
    assertThat(PLAN.blockRows(1024 * MIB, 64)).isEqualTo(64);
  }

  @Test
  void blockRows_tooManyRows_isTheMostThatFit() {
    int rows = PLAN.blockRows(1024 * MIB, 60_000);

    assertThat(PLAN.bytes(rows)).isLessThanOrEqualTo(768 * MIB);
    assertThat(PLAN.bytes(rows + 1)).isGreaterThan(768 * MIB);
    assertThat(rows).isEqualTo(667);
  }

  @Test
  void blockRows_noPartGrows_isAllRows() {
    assertThat(MemoryPlan.empty().fixed("weights", 1).blockRows(512 * MIB, Integer.MAX_VALUE))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void blockRows_exactlyTheLeast_fits() {
    MemoryPlan plan = MemoryPlan.empty().perRow("inputs", 256 * MIB);

    assertThat(plan.blockRows(1024 * MIB, 8, 3)).isEqualTo(3);
    assertThatThrownBy(() -> plan.blockRows(1024 * MIB, 8, 4))
        .isInstanceOf(GpuMemoryException.class);
  }

  @Test
  void blockRows_notEvenOneRow_namesTheParts() {
    assertThatThrownBy(() -> PLAN.blockRows(300 * MIB, 10))
        .isInstanceOfSatisfying(
            GpuMemoryException.class,
            e -> {
              assertThat(e.bytes()).isEqualTo(101 * MIB + 256);
              assertThat(e.freeBytes()).isEqualTo(44 * MIB);
            })
        .hasMessage(
            "1 row (weights: 104,857,600 bytes, inputs: 1,048,576 bytes, labels: 256 bytes):"
                + " expected 105,906,432 bytes of free memory on the device, received 46,137,344."
                + " Free the device of other programs, or take a smaller network or batch.");
  }

  @Test
  void sizes_outOfRange_areRefused() {
    assertThatThrownBy(() -> PLAN.fixed("bias", -1)).hasMessageContaining("bias");
    assertThatThrownBy(() -> PLAN.blockRows(MIB, 0)).hasMessageContaining("received 0");
    assertThatThrownBy(() -> PLAN.perRow("huge", Long.MAX_VALUE).bytes(2))
        .isInstanceOf(ArithmeticException.class);
  }
}
