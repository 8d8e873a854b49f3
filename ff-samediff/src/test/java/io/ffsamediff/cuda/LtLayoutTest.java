package io.ffsamediff.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.cuda.LtLayout.Operand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LtLayoutTest {

  @ParameterizedTest
  @CsvSource({
    "false,false,3,4,5", "true,false,3,4,5", "false,true,3,4,5", "true,true,3,4,5",
    "false,false,1,7,2", "true,false,1,7,2", "false,true,1,7,2", "true,true,1,7,2",
    "false,true,6,1,1", "true,false,4,4,4"
  })
  void of_anyProduct_isThatOfRowOrder(boolean transposeA, boolean transposeB, int m, int n, int k) {
    ProductShape shape = new ProductShape(m, n, k, transposeA, transposeB, Precision.F32);
    float[] a = numbers(m * k, 3);
    float[] b = numbers(k * n, 5);

    float[] c = byColumns(LtLayout.of(shape), b, a);

    assertThat(c).isEqualTo(byRows(shape, a, b));
  }

  @Test
  void of_leadingDimensions_areColumnLengths() {
    LtLayout layout = LtLayout.of(new ProductShape(2, 3, 4, false, true, Precision.TF32));

    assertThat(layout.first()).isEqualTo(new Operand(4, 3, 4, true));
    assertThat(layout.second()).isEqualTo(new Operand(4, 2, 4, false));
    assertThat(layout.result()).isEqualTo(new Operand(3, 2, 3, false));
  }

  @Test
  void shape_emptyMatrix_isRefused() {
    assertThatThrownBy(() -> new ProductShape(2, 0, 4, false, false, Precision.F32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 0 x 4");
  }

  /** What cuBLASLt does: D = op(first) op(second), all by columns (cuBLAS, "cublasLtMatmul"). */
  private static float[] byColumns(LtLayout layout, float[] first, float[] second) {
    Operand one = layout.first();
    Operand two = layout.second();
    Operand result = layout.result();
    int inner = one.transposed() ? one.rows() : one.columns();
    assertThat(two.transposed() ? two.columns() : two.rows()).isEqualTo(inner);
    assertThat(one.transposed() ? one.columns() : one.rows()).isEqualTo(result.rows());
    assertThat(two.transposed() ? two.rows() : two.columns()).isEqualTo(result.columns());
    float[] d = new float[result.leading() * result.columns()];
    for (int row = 0; row < result.rows(); row++) {
      for (int column = 0; column < result.columns(); column++) {
        float sum = 0;
        for (int i = 0; i < inner; i++) {
          sum += at(one, first, row, i) * at(two, second, i, column);
        }
        d[row + column * result.leading()] = sum;
      }
    }
    return d;
  }

  private static float at(Operand operand, float[] values, int row, int column) {
    return operand.transposed()
        ? values[column + row * operand.leading()]
        : values[row + column * operand.leading()];
  }

  private static float[] byRows(ProductShape shape, float[] a, float[] b) {
    int m = shape.m();
    int n = shape.n();
    int k = shape.k();
    float[] c = new float[m * n];
    for (int row = 0; row < m; row++) {
      for (int column = 0; column < n; column++) {
        for (int i = 0; i < k; i++) {
          float left = shape.transposeA() ? a[i * m + row] : a[row * k + i];
          float right = shape.transposeB() ? b[column * k + i] : b[i * n + column];
          c[row * n + column] += left * right;
        }
      }
    }
    return c;
  }

  /** Small whole numbers, of which sums are exact. */
  private static float[] numbers(int count, int factor) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i * factor % 11 - 4;
    }
    return numbers;
  }
}
