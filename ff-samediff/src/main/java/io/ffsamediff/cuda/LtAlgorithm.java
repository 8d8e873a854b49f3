package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.product;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulAlgoGetHeuristic;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceInit;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceSetAttribute;

import org.bytedeco.cuda.cublas.cublasLtMatmulAlgo_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulPreferenceOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/** The algorithm that cuBLASLt holds best for a product. */
final class LtAlgorithm implements AutoCloseable {

  private final cublasLtMatmulHeuristicResult_t choice;
  private final cublasLtMatmulAlgo_t algorithm;

  private LtAlgorithm(cublasLtMatmulHeuristicResult_t choice) {
    this.choice = choice;
    this.algorithm = choice.algo();
  }

  /**
   * What is computed.
   *
   * @param operation precision and transpositions
   * @param first first factor
   * @param second second factor
   * @param result what is added to, and the result
   */
  record Problem(
      cublasLtMatmulDescOpaque_t operation,
      cublasLtMatrixLayoutOpaque_t first,
      cublasLtMatrixLayoutOpaque_t second,
      cublasLtMatrixLayoutOpaque_t result) {}

  /**
   * Asks for the best algorithm.
   *
   * @param what the product, for messages
   * @param alignment bytes of which all matrices begin at multiples; cuBLASLt takes 256 where it is
   *     not told (cuBLAS, "cublasLtMatmulPreferenceAttributes_t")
   * @throws GpuException if there is none
   */
  static LtAlgorithm choose(LtProducts products, String what, Problem problem, int alignment) {
    cublasLtMatmulHeuristicResult_t choice = new cublasLtMatmulHeuristicResult_t();
    int[] found = new int[1];
    int status;
    try (cublasLtMatmulPreferenceOpaque_t preference = preference(products, alignment)) {
      status =
          cublasLtMatmulAlgoGetHeuristic(
              products.library(),
              problem.operation(),
              problem.first(),
              problem.second(),
              problem.result(),
              problem.result(),
              preference,
              1,
              choice,
              found);
    }
    if (status == cublas.CUBLAS_STATUS_NOT_SUPPORTED || (status == 0 && found[0] == 0)) {
      throw new GpuException(
          "%s: expected cuBLASLt to have an algorithm for it, received none. Update cuBLAS, or take precision f32."
              .formatted(what));
    }
    product("cublasLtMatmulAlgoGetHeuristic of " + what, status);
    product("cublasLtMatmulAlgoGetHeuristic of " + what, choice.state());
    return new LtAlgorithm(choice);
  }

  private static cublasLtMatmulPreferenceOpaque_t preference(LtProducts products, int alignment) {
    cublasLtMatmulPreferenceOpaque_t preference = new cublasLtMatmulPreferenceOpaque_t();
    product("cublasLtMatmulPreferenceInit", cublasLtMatmulPreferenceInit(preference));
    try (LongPointer workspace = new LongPointer(new long[] {products.workspace().bytes()});
        IntPointer bytes = new IntPointer(new int[] {alignment})) {
      set(preference, cublas.CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, workspace, Long.BYTES);
      for (int attribute = cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES;
          attribute <= cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES;
          attribute++) {
        set(preference, attribute, bytes, Integer.BYTES);
      }
    }
    return preference;
  }

  private static void set(
      cublasLtMatmulPreferenceOpaque_t preference, int attribute, Pointer value, long bytes) {
    product(
        "cublasLtMatmulPreferenceSetAttribute",
        cublasLtMatmulPreferenceSetAttribute(preference, attribute, value, bytes));
  }

  /** What the product is computed with. */
  cublasLtMatmulAlgo_t algorithm() {
    return algorithm;
  }

  @Override
  public void close() {
    choice.close();
  }
}
