package io.ffsamediff.train;

import io.ffsamediff.config.DataConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.TrainTest;
import java.util.Optional;

/** Machines that train one network together, each on its share of the examples. */
public interface Cluster extends AutoCloseable {

  /** Opens clusters. */
  interface Provider {

    /**
     * Checks that such clusters can do what {@code config} asks for.
     *
     * @throws io.ffsamediff.config.ConfigException if they cannot, with everything that they cannot
     */
    void check(RunConfig config);

    /**
     * Opens a cluster.
     *
     * @param master its address, in the form that the implementation has
     * @param name what the run is called there
     * @throws io.ffsamediff.device.DeviceException if it cannot be reached
     */
    Cluster open(String master, String name);

    /** The address of the cluster that has started this process, where one has. */
    default Optional<String> startedBy() {
      return Optional.empty();
    }
  }

  /** What it is, in words, as in {@code Spark 4.1.0, local[2], 2 cores}. */
  String description();

  /** Cores that train at the same time, each on its own share of the examples. */
  int cores();

  /**
   * What is known of the examples to learn from, which stay where they are, and the examples to be
   * judged by, which come here.
   *
   * @param folder address of the folder with a folder for each data set
   * @throws io.ffsamediff.data.DataException if they are not there or damaged
   */
  TrainTest load(DataConfig data, String folder);

  /**
   * The place where a run trains; closed by the caller.
   *
   * @param config with all that is derived from the machine
   * @param data as {@link #load} has it
   */
  Place place(RunConfig config, TrainTest data);

  /** A place that holds memory of the cluster. */
  interface Place extends Workplace, AutoCloseable {
    @Override
    void close();
  }

  @Override
  void close();
}
