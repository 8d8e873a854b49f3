package io.ffsamediff.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostProductTest {

  private final Random random = new Random(3);

  static Stream<ProductShape> shapes() {
    return Stream.of(Precision.values())
        .flatMap(
            precision ->
                Stream.of(
                    new ProductShape(1, 1, 1, false, false, precision),
                    new ProductShape(7, 5, 33, false, false, precision),
                    new ProductShape(7, 5, 33, true, false, precision),
                    new ProductShape(7, 5, 33, false, true, precision),
                    new ProductShape(7, 1, 3, true, true, precision)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void multiply_anyShape_isWhatPlainLoopsYield(ProductShape shape) {
    FloatBuffer a = values(shape.floatsOfA());
    FloatBuffer b = values(shape.floatsOfB());
    for (float beta : new float[] {0, 1}) {
      FloatBuffer c = values(shape.floatsOfC());
      double[] expected = plain(shape, a, b, c, 1.5, beta);

      HostProduct.multiply(shape, a, b, c, 1.5f, beta);

      for (int i = 0; i < expected.length; i++) {
        assertThat((double) c.get(i)).isCloseTo(expected[i], within(2e-6));
      }
    }
  }

  private FloatBuffer values(long floats) {
    FloatBuffer values =
        ByteBuffer.allocateDirect((int) floats * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < floats; i++) {
      values.put(i, random.nextFloat() - 0.5f);
    }
    return values;
  }

  private static double[] plain(
      ProductShape shape, FloatBuffer a, FloatBuffer b, FloatBuffer c, double factor, double beta) {
    double[] result = new double[(int) shape.floatsOfC()];
    for (int i = 0; i < shape.m(); i++) {
      for (int j = 0; j < shape.n(); j++) {
        double sum = 0;
        for (int l = 0; l < shape.k(); l++) {
          float left = a.get(shape.transposeA() ? l * shape.m() + i : i * shape.k() + l);
          float right = b.get(shape.transposeB() ? j * shape.k() + l : l * shape.n() + j);
          sum += (double) multiplied(shape, left) * multiplied(shape, right);
        }
        int place = i * shape.n() + j;
        result[place] = factor * sum + beta * c.get(place);
      }
    }
    return result;
  }

  private static float multiplied(ProductShape shape, float value) {
    return shape.precision() == Precision.TF32 ? TensorFloat.round(value) : value;
  }
}
