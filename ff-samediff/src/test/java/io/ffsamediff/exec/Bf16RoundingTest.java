package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Bf16RoundingTest {

  private OneDnn dnn;

  @BeforeEach
  void open() {
    Bf16Reference.assumeInstructions();
    dnn = new OneDnn();
  }

  @AfterEach
  void close() {
    if (dnn != null) {
      dnn.close();
    }
  }

  @Test
  void run_ties_goToTheEvenNeighbour() {
    float[] values = {
      Float.intBitsToFloat(0x3f808000), // halfway, the lower neighbour is even
      Float.intBitsToFloat(0x3f818000), // halfway, the upper one is
      Float.intBitsToFloat(0x3f807fff),
      Float.intBitsToFloat(0x3f808001),
      Float.intBitsToFloat(0xbf818000),
      0f,
      -0f,
      1f,
      Float.MAX_VALUE,
      Float.NEGATIVE_INFINITY,
      Float.MIN_NORMAL
    };

    assertThat(rounded(values))
        .containsExactly(
            Float.intBitsToFloat(0x3f800000),
            Float.intBitsToFloat(0x3f820000),
            Float.intBitsToFloat(0x3f800000),
            Float.intBitsToFloat(0x3f810000),
            Float.intBitsToFloat(0xbf820000),
            0f,
            -0f,
            1f,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MIN_NORMAL);
  }

  @Test
  void run_anyNormalNumbers_isWhatJavaRoundsTo() {
    Random random = new Random(7);
    float[] values = new float[10_000];
    float[] expected = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      values[i] = Math.abs(value) >= Float.MIN_NORMAL ? value : i;
      expected[i] = Bf16Reference.round(values[i]);
    }

    assertThat(rounded(values)).containsExactly(expected);
  }

  @Test
  void run_nan_staysNan() {
    assertThat(rounded(Float.NaN, 2f)[0]).isNaN();
  }

  @Test
  void run_otherRows_areTakenFromAndPutWhereTold() {
    INDArray all_NI = Nd4j.arange(60).castTo(DataType.FLOAT).reshape(10, 6);
    INDArray first_BI = all_NI.get(NDArrayIndex.interval(0, 3), NDArrayIndex.interval(2, 6));
    INDArray second_BI = all_NI.get(NDArrayIndex.interval(5, 8), NDArrayIndex.interval(2, 6));
    try (Bf16Matrix target_NI = Bf16Matrix.allocate(7, 4);
        Bf16Rounding rounding = new Bf16Rounding(dnn, first_BI, target_NI.rows(1, 4))) {
      rounding.run(first_BI, target_NI.rows(1, 4));
      rounding.run(second_BI, target_NI.rows(4, 7));

      assertThat(values(target_NI.rows(1, 7)))
          .containsExactly(
              2, 3, 4, 5, 8, 9, 10, 11, 14, 15, 16, 17, 32, 33, 34, 35, 38, 39, 40, 41, 44, 45, 46,
              47);
    }
  }

  @Test
  void reordering_toColumns_keepsTheElements() {
    INDArray source_BI = Nd4j.arange(35).castTo(DataType.FLOAT).reshape(7, 5);
    try (Bf16Matrix rows = Bf16Matrix.allocate(7, 5);
        Bf16Matrix columns_IB = Bf16Matrix.allocate(5, 7);
        Bf16Rounding rounding = new Bf16Rounding(dnn, source_BI, rows);
        Bf16Reordering reordering = new Bf16Reordering(dnn, rows, columns_IB.transposed())) {
      rounding.run(source_BI, rows);
      reordering.run(rows, columns_IB.transposed());

      assertThat(values(columns_IB.transposed())).isEqualTo(values(rows));
      assertThat(columns_IB.get(4, 6)).isEqualTo(34);
      assertThat(columns_IB.get(0, 6)).isEqualTo(30);
    }
  }

  @Test
  void constructor_otherShape_isRefused() {
    try (Bf16Matrix target = Bf16Matrix.allocate(3, 4);
        Bf16Matrix other = Bf16Matrix.allocate(4, 3)) {
      assertThatThrownBy(() -> new Bf16Rounding(dnn, Nd4j.create(DataType.FLOAT, 3, 5), target))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("target: expected 3 x 5, received 3 x 4");
      assertThatThrownBy(() -> new Bf16Reordering(dnn, target, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("target: expected 3 x 4, received 4 x 3");
    }
  }

  private float[] rounded(float... values) {
    INDArray source = Nd4j.createFromArray(values).reshape(1, values.length);
    try (Bf16Matrix target = Bf16Matrix.allocate(1, values.length);
        Bf16Rounding rounding = new Bf16Rounding(dnn, source, target)) {
      rounding.run(source, target);
      return values(target);
    }
  }

  private static float[] values(Bf16Matrix matrix) {
    float[] values = new float[(int) (matrix.rows() * matrix.columns())];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.get(i / matrix.columns(), i % matrix.columns());
    }
    return values;
  }
}
