package io.ffsamediff.exec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;

/**
 * Ops of a graph that one hand-written kernel stands in for. The graph stays the definition of what
 * is computed: without its chains a plan gives the same results, only later.
 */
interface FusedChain {

  /** Variables that the kernel reads, in the order of its inputs; none is an output. */
  List<String> inputs();

  /** Variables that the kernel can yield, in the order of its outputs. */
  List<String> outputs();

  /**
   * A kernel, its arrays not yet bound.
   *
   * @param accumulated outputs that are added to their targets
   */
  PlannedOp prepare(Set<String> accumulated);

  /**
   * Shape of an output that has no target.
   *
   * @param inputs the kernel's inputs by name
   */
  LongShapeDescriptor shape(String output, Map<String, INDArray> inputs);

  /** Whether {@code output} may be written over {@code input}, once nothing else reads that. */
  boolean canReplace(String input, String output);
}
