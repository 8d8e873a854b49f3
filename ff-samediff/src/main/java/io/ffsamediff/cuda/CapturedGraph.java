package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.driver;
import static org.bytedeco.cuda.global.cudart.cuGraphDestroy;
import static org.bytedeco.cuda.global.cudart.cuGraphExecDestroy;
import static org.bytedeco.cuda.global.cudart.cuGraphInstantiate;
import static org.bytedeco.cuda.global.cudart.cuGraphLaunch;
import static org.bytedeco.cuda.global.cudart.cuStreamBeginCapture;
import static org.bytedeco.cuda.global.cudart.cuStreamEndCapture;

import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** A graph of CUDA that was captured from a stream (CUDA C++ Programming Guide, "CUDA Graphs"). */
final class CapturedGraph extends CudaHandle implements GpuGraph {

  private final CUgraphExec_st graph;

  private CapturedGraph(HandleOwner owner, CUgraphExec_st graph) {
    super(owner, "captured graph", 0);
    this.graph = graph;
  }

  /** Begins to capture; other threads of the process may go on with devices of their own. */
  static void begin(CUstream_st stream) {
    driver(
        "cuStreamBeginCapture",
        cuStreamBeginCapture(stream, cudart.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
  }

  /** Ends the capture and prepares what was captured. */
  static CapturedGraph end(HandleOwner owner, CUstream_st stream) {
    CUgraph_st captured = new CUgraph_st();
    driver("cuStreamEndCapture", cuStreamEndCapture(stream, captured));
    CUgraphExec_st graph = new CUgraphExec_st();
    int made = cuGraphInstantiate(graph, captured, 0);
    int destroyed = cuGraphDestroy(captured);
    driver("cuGraphInstantiate", made);
    CapturedGraph result = new CapturedGraph(owner, graph);
    driver("cuGraphDestroy", destroyed);
    return result;
  }

  /** Ends a capture of which nothing is wanted, also one that has failed. */
  static void abandon(CUstream_st stream) {
    CUgraph_st captured = new CUgraph_st();
    if (cuStreamEndCapture(stream, captured) == cudart.CUDA_SUCCESS) {
      driver("cuGraphDestroy", cuGraphDestroy(captured));
    }
  }

  /** Does the work. */
  void launch(CUstream_st stream) {
    driver("cuGraphLaunch", cuGraphLaunch(graph, stream));
  }

  @Override
  void release() {
    driver("cuGraphExecDestroy", cuGraphExecDestroy(graph));
  }
}
