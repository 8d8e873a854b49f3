package io.ffsamediff.bench;

/**
 * A network between machines, of which nothing is measured: each machine sends and receives at this
 * bandwidth, and none shares it with another.
 *
 * @param bitsPerSecond of a machine
 * @param latencySeconds from a question to the beginning of its answer
 */
record AssumedNetwork(double bitsPerSecond, double latencySeconds) {

  /** Of a question to another JVM in a data centre, Spark's own queues included. */
  static final double LATENCY_SECONDS = 0.5e-3;

  /** Pieces in which Spark broadcasts (spark.broadcast.blockSize). */
  private static final double PIECE_BYTES = 4 << 20;

  private static final double BITS = 8;

  /** Seconds that parameters and sums of a step are on their way. */
  double seconds(ClusterStep step) {
    return broadcast(step.bytes(), step.workers()) + gather(step.bytes(), step.gathering());
  }

  /*
   * Who has a piece hands it on: the number of copies doubles in a round, and further pieces follow the
   * first one. Tasks start one after the other, so that later ones find copies of earlier ones.
   */
  private double broadcast(double bytes, int workers) {
    double pieces = Math.ceil(bytes / PIECE_BYTES);
    double rounds = Math.ceil(Math.log(workers + 1.0) / Math.log(2));
    return transfer(bytes / pieces) * (rounds + pieces - 1) + latencySeconds * rounds;
  }

  /** Whoever adds sums up receives them one after the other. */
  private double gather(double bytes, Gathering gathering) {
    return transfer(bytes) * gathering.received() + latencySeconds * gathering.stages();
  }

  private double transfer(double bytes) {
    return bytes * BITS / bitsPerSecond;
  }
}
