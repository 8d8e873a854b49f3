package io.ffsamediff.exec;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A step of a compiled graph: arrays are bound once, or bound anew, and then it only runs. */
interface PlannedOp extends AutoCloseable {

  /** Executes on the arrays that are bound. */
  void run();

  /** Input {@code index} comes from {@code array} from now on. */
  PlannedOp bindInput(int index, INDArray array);

  /** Output {@code index} goes to {@code array} from now on. */
  PlannedOp bindOutput(int index, INDArray array);

  /** Frees what the op holds besides the arrays that were bound. */
  @Override
  default void close() {}
}
