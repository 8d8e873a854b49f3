package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopSignalTest {

  private final AtomicInteger asked = new AtomicInteger();
  private final List<Integer> halts = new ArrayList<>();
  private final StopSignal stop = new StopSignal(asked::incrementAndGet, halts::add);

  @Test
  void receive_firstSignal_asksToStop() {
    assertThat(stop.requested()).isFalse();

    stop.receive(StopSignal.Kind.TERM);

    assertThat(stop.requested()).isTrue();
    assertThat(stop.received()).contains(StopSignal.Kind.TERM);
    assertThat(halts).isEmpty();
    assertThat(asked).hasValue(1);
    assertThat(stop.await()).isEqualTo(StopSignal.Kind.TERM);
  }

  @Test
  void receive_secondSignal_haltsWithItsOwnCode() {
    stop.receive(StopSignal.Kind.TERM);
    stop.receive(StopSignal.Kind.INT);

    assertThat(halts).containsExactly(130);
    assertThat(asked).hasValue(1);
    assertThat(stop.received()).contains(StopSignal.Kind.TERM);
  }

  @Test
  void exitCode_ofEachKind_is128AndTheNumberOfTheSignal() {
    assertThat(StopSignal.Kind.HUP.exitCode()).isEqualTo(128 + 1);
    assertThat(StopSignal.Kind.INT.exitCode()).isEqualTo(128 + 2);
    assertThat(StopSignal.Kind.TERM.exitCode()).isEqualTo(128 + 15);
  }
}
