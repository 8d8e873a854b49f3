package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {

  private final StringWriter err = new StringWriter();
  private final List<Integer> halts = new ArrayList<>();
  private final StopSignal stop =
      new StopSignal(new Messages(new PrintWriter(err), false, false), halts::add);

  @Test
  void receive_firstSignal_asksToStopAndSaysWhatASecondDoes() {
    assertThat(stop.requested()).isFalse();

    stop.receive(StopSignal.Kind.TERM);

    assertThat(stop.requested()).isTrue();
    assertThat(stop.received()).contains(StopSignal.Kind.TERM);
    assertThat(halts).isEmpty();
    assertThat(err.toString()).contains("another signal ends at once");
  }

  @Test
  void receive_secondSignal_haltsWithItsOwnCode() {
    stop.receive(StopSignal.Kind.TERM);
    stop.receive(StopSignal.Kind.INT);

    assertThat(halts).containsExactly(130);
    assertThat(stop.received()).contains(StopSignal.Kind.TERM);
  }

  @Test
  void exitCode_ofEachKind_is128AndTheNumberOfTheSignal() {
    assertThat(StopSignal.Kind.HUP.exitCode()).isEqualTo(128 + 1);
    assertThat(StopSignal.Kind.INT.exitCode()).isEqualTo(128 + 2);
    assertThat(StopSignal.Kind.TERM.exitCode()).isEqualTo(128 + 15);
  }
}
