package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.graph.DenseParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters that a trial on a device reads: those in training there, or copies of the host's.
 */
final class CudaWeights implements AutoCloseable {

  private final CudaSession session;
  private final List<CudaCopy> copies;
  private final boolean ofHost;

  private CudaWeights(CudaSession session, List<CudaCopy> copies, boolean ofHost) {
    this.session = session;
    this.copies = List.copyOf(copies);
    this.ofHost = ofHost;
  }

  /**
   * Copies of the host's, in a session of their own.
   *
   * @param session closed with them, also where there is too little memory for them
   */
  static CudaWeights ofHost(CudaSession session, List<? extends DenseParameters> parameters) {
    List<CudaCopy> copies = new ArrayList<>();
    try {
      for (DenseParameters each : parameters) {
        String what = "parameters of part %d".formatted(copies.size() + 1);
        copies.add(new CudaCopy(session, each, what));
      }
    } catch (GpuMemoryException e) {
      new CudaWeights(session, copies, true).close();
      throw e;
    }
    return new CudaWeights(session, copies, true);
  }

  /** Those in training. */
  static CudaWeights inTraining(CudaSession session, List<? extends DenseParameters> parameters) {
    return new CudaWeights(
        session,
        parameters.stream().map(each -> session.parameters(each).orElseThrow()).toList(),
        false);
  }

  /** Parameters of part {@code index}, from 0. */
  CudaCopy of(int index) {
    return copies.get(index);
  }

  /** Has them be what the host's are now, or what the last step has made of them. */
  void bringUpToDate() {
    for (CudaCopy copy : copies) {
      if (ofHost) {
        copy.replacedOnHost();
      }
      copy.bringUpToDate();
    }
  }

  @Override
  public void close() {
    if (ofHost) {
      copies.forEach(CudaCopy::close);
      session.close();
    }
  }
}
