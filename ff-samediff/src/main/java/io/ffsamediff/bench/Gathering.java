package io.ffsamediff.bench;

/**
 * How the sums of a step come to the driver: those of few shares at once, those of many by way of
 * groups of neighbours, as many groups as each has members.
 *
 * @param shares number of shares, at least 1
 */
public record Gathering(int shares) {

  /** The most shares whose sums come to the driver at once; what runs on Spark has the same. */
  public static final int DIRECT = 16;

  /** Stages of the job. */
  int stages() {
    return shares <= DIRECT ? 1 : 2;
  }

  /** Tasks of the job. */
  int tasks() {
    return shares <= DIRECT ? shares : shares + groups();
  }

  /** Sums that come together one after the other: those of a group, then those of all groups. */
  int received() {
    return shares <= DIRECT ? shares : size() + groups();
  }

  private int size() {
    return (int) Math.ceil(Math.sqrt(shares));
  }

  private int groups() {
    return (shares + size() - 1) / size();
  }
}
