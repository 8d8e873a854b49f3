package io.ffsamediff.serve;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names under which a server may be asked. A page of another site can have a name of its own
 * point to this machine (DNS rebinding), but neither an address nor a name that is listed here.
 *
 * @param asked what the server was told to listen on
 * @param address the same as an address
 */
record HostNames(String asked, InetAddress address) {

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

  /**
   * Those of a server that listens on {@code host}.
   *
   * @throws UnknownHostException if there is no such name or address
   */
  static HostNames of(String host) throws UnknownHostException {
    return new HostNames(host, InetAddress.getByName(host));
  }

  /** Whether {@code host} is a name or address of this machine, on which one can listen. */
  static boolean isOfThisMachine(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }

  /** Whether only this machine can ask. */
  boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  /** Whether {@code name}, of a request's {@code Host} and without its port, is one of them. */
  boolean allow(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    if (small.equals(asked.toLowerCase(Locale.ROOT))) {
      return true;
    }
    Optional<InetAddress> literal = literal(small);
    if (address.isAnyLocalAddress()) {
      return literal.isPresent() || small.equals("localhost");
    }
    return isLoopback()
        ? small.equals("localhost") || literal.filter(InetAddress::isLoopbackAddress).isPresent()
        : literal.filter(address::equals).isPresent();
  }

  /** What to ask for, as a message says it. */
  String shown() {
    if (address.isAnyLocalAddress()) {
      return "this machine by its address";
    }
    return isLoopback() ? "127.0.0.1 or localhost by name" : asked;
  }

  /** Names are not looked up: whoever sends one would choose where it leads. */
  private static Optional<InetAddress> literal(String name) {
    String bracketed = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
    if (!IPV4.matcher(bracketed).matches() && !IPV6.matcher(bracketed).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bracketed));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
