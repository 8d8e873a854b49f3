package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.product;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmul;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescInit;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescSetAttribute;
import static org.bytedeco.cuda.global.cublas.cublasLtMatrixLayoutInit;

import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * A product of cuBLASLt. Its algorithm is chosen when it is made: one for matrices that begin at
 * multiples of 16 bytes, and one for any.
 */
final class LtProduct extends CudaHandle implements GpuProduct {

  private static final int ALIGNED = 16;

  private final LtProducts products;
  private final ProductShape shape;
  private final cublasLtMatmulDescOpaque_t operation = new cublasLtMatmulDescOpaque_t();
  private final cublasLtMatrixLayoutOpaque_t first = new cublasLtMatrixLayoutOpaque_t();
  private final cublasLtMatrixLayoutOpaque_t second = new cublasLtMatrixLayoutOpaque_t();
  private final cublasLtMatrixLayoutOpaque_t result = new cublasLtMatrixLayoutOpaque_t();
  private final LtAlgorithm aligned;
  private final LtAlgorithm unaligned;
  private final FloatPointer alpha = new FloatPointer(1f);
  private final FloatPointer beta = new FloatPointer(1f);
  private final DeviceAddress a = new DeviceAddress(0);
  private final DeviceAddress b = new DeviceAddress(0);
  private final DeviceAddress c = new DeviceAddress(0);
  private final DeviceAddress scratch;

  /** Prepares a product; the context is the calling thread's. */
  LtProduct(HandleOwner owner, LtProducts products, ProductShape shape) {
    super(owner, "product " + shape, 0);
    this.products = products;
    this.shape = shape;
    this.scratch = new DeviceAddress(products.workspace().address(0));
    LtLayout layout = LtLayout.of(shape);
    describe(layout);
    this.aligned = choose(ALIGNED);
    this.unaligned = choose(Float.BYTES);
  }

  private void describe(LtLayout layout) {
    product(
        "cublasLtMatmulDescInit",
        cublasLtMatmulDescInit(operation, computeType(shape.precision()), cudart.CUDA_R_32F));
    transpose(cublas.CUBLASLT_MATMUL_DESC_TRANSA, layout.first().transposed());
    transpose(cublas.CUBLASLT_MATMUL_DESC_TRANSB, layout.second().transposed());
    describe(first, layout.first());
    describe(second, layout.second());
    describe(result, layout.result());
  }

  private static int computeType(Precision precision) {
    return switch (precision) {
      case F32 -> cublas.CUBLAS_COMPUTE_32F;
      case TF32 -> cublas.CUBLAS_COMPUTE_32F_FAST_TF32;
    };
  }

  private void transpose(int attribute, boolean transposed) {
    try (IntPointer value =
        new IntPointer(new int[] {transposed ? cublas.CUBLAS_OP_T : cublas.CUBLAS_OP_N})) {
      product(
          "cublasLtMatmulDescSetAttribute",
          cublasLtMatmulDescSetAttribute(operation, attribute, value, Integer.BYTES));
    }
  }

  private static void describe(cublasLtMatrixLayoutOpaque_t matrix, LtLayout.Operand operand) {
    product(
        "cublasLtMatrixLayoutInit",
        cublasLtMatrixLayoutInit(
            matrix, cudart.CUDA_R_32F, operand.rows(), operand.columns(), operand.leading()));
  }

  private LtAlgorithm choose(int alignment) {
    return LtAlgorithm.choose(
        products, what(), new LtAlgorithm.Problem(operation, first, second, result), alignment);
  }

  @Override
  public ProductShape shape() {
    return shape;
  }

  /** Computes C = op(A) op(B) + beta C, of which cuBLASLt's first factor is B. */
  void multiply(CUstream_st stream, long addressA, long addressB, long addressC, float factor) {
    beta.put(factor);
    LtAlgorithm algorithm = (addressA | addressB | addressC) % ALIGNED == 0 ? aligned : unaligned;
    product(
        "cublasLtMatmul of " + what(),
        cublasLtMatmul(
            products.library(),
            operation,
            alpha,
            b.at(addressB),
            first,
            a.at(addressA),
            second,
            beta,
            c.at(addressC),
            result,
            c,
            result,
            algorithm.algorithm(),
            scratch,
            products.workspace().bytes(),
            stream));
  }

  @Override
  void release() {
    aligned.close();
    unaligned.close();
    operation.close();
    first.close();
    second.close();
    result.close();
    alpha.close();
    beta.close();
  }
}
