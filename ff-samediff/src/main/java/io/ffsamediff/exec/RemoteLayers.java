package io.ffsamediff.exec;

import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Batches;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.LabelledRows;

/** Where layers and head train elsewhere, on rows that are there and never here. */
public interface RemoteLayers extends ExecutorMaker, AutoCloseable {

  /**
   * The batches that {@code run} asks for, as far as they are known here; closed by the caller.
   *
   * @param data its inputs are elsewhere
   * @param inputs width of an encoded example
   */
  Batches<? extends LabelledRows> batches(RunConfig run, Dataset data, int inputs);

  /** Where the time of the steps went since it was last asked for. */
  StageTimes takeStageTimes();

  @Override
  void close();
}
