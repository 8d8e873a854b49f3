package io.ffsamediff.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ProductTest {

  private final INDArray x = Nd4j.rand(DataType.FLOAT, 5, 3);
  private final INDArray other = Nd4j.rand(DataType.FLOAT, 5, 3);

  @Test
  void of_matrices_isTheirProduct() {
    INDArray w = Nd4j.rand(DataType.FLOAT, 3, 4);
    INDArray z = Nd4j.rand(DataType.FLOAT, 5, 4);
    Product product = Product.of(x, w, z);

    product.run();
    assertThat(z.equalsWithEps(x.mmul(w), 1e-5)).isTrue();
    product.withX(other).run();
    assertThat(z.equalsWithEps(other.mmul(w), 1e-5)).isTrue();
  }

  @Test
  void ofTransposed_add_addsToWhatIsThere() {
    INDArray h = Nd4j.rand(DataType.FLOAT, 5, 4);
    INDArray z = Nd4j.rand(DataType.FLOAT, 3, 4);

    Product.ofTransposed(x, h, z, false).run();
    Product.ofTransposed(other, h, z, true).run();

    assertThat(z.equalsWithEps(x.add(other).transpose().mmul(h), 1e-4)).isTrue();
  }

  /** Uneven batches and blocks; a second layer has two rows a pair. */
  @ParameterizedTest
  @CsvSource({"1, 10, 10, 4", "1, 10, 4, 64", "2, 7, 7, 7", "2, 7, 3, 2", "2, 1, 1, 1"})
  void layerProducts_anyBlocks_run(int layer, int pairs, int batch, int block) {
    LayerShape shape = new LayerShape(layer, pairs, batch, block, 6, 3);
    try (LayerProducts products = new LayerProducts(shape)) {
      assertThat(products.measure()).isPositive();
    }
  }
}
