package io.ffsamediff.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"})
  void loopback_anyWayItIsWritten_isKnown(String host) throws Exception {
    assertThat(HostNames.of(host).isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5"})
  void loopback_otherAddresses_areNot(String host) throws Exception {
    assertThat(HostNames.of(host).isLoopback()).isFalse();
  }

  @Test
  void allow_aName_takesItAndItsAddressAlone() throws Exception {
    InetAddress address = InetAddress.getByAddress("box.lan", new byte[] {10, 0, 0, 7});
    HostNames names = new HostNames("Box.lan", address);

    assertThat(names.allow("box.LAN")).isTrue();
    assertThat(names.allow("10.0.0.7")).isTrue();
    assertThat(names.allow("10.0.0.8")).isFalse();
    assertThat(names.allow("localhost")).isFalse();
    assertThat(names.allow("evil.example")).isFalse();
    assertThat(names.shown()).isEqualTo("Box.lan");
  }

  /** A name that only looks like an address would be looked up, and lead where its owner wants. */
  @ParameterizedTest
  @ValueSource(strings = {"1.2.3", "1.2.3.4.", "256.1.1.1", "0x7f.1", "evil.example", "", "[evil]"})
  void allow_whatIsNoAddress_isRefusedByAServerOnAllOfThem(String name) throws Exception {
    assertThat(HostNames.of("0.0.0.0").allow(name)).isFalse();
  }
}
