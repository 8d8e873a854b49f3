package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Bf16ProductTest {

  /** Sums are float32: a few of its roundings, as the terms are added in many short rows. */
  private static final double ROUNDINGS = 8 * Math.pow(2, -24);

  private OneDnn dnn;

  /**
   * A product to try.
   *
   * @param seed of the contents; {@code -Dbf16.seed=} tries one
   */
  record Case(int rows, int inner, int columns, boolean transposed, boolean adds, long seed) {
    static Case random(long seed) {
      Random random = new Random(seed);
      return new Case(
          1 + random.nextInt(70),
          1 + random.nextInt(200),
          1 + random.nextInt(70),
          random.nextBoolean(),
          random.nextBoolean(),
          seed);
    }
  }

  static Stream<Case> cases() {
    Long one = Long.getLong("bf16.seed");
    if (one != null) {
      return Stream.of(Case.random(one));
    }
    Stream<Case> odd =
        Stream.of(
            new Case(1, 1, 1, false, false, 1),
            new Case(1, 784, 50, false, false, 2),
            new Case(33, 784, 1, false, true, 3),
            new Case(784, 1, 50, true, true, 4),
            new Case(784, 33, 1, true, true, 5),
            new Case(1, 65, 1, true, true, 6),
            new Case(100, 784, 50, false, false, 7),
            new Case(784, 100, 50, true, true, 8));
    return Stream.concat(odd, LongStream.range(100, 130).mapToObj(Case::random));
  }

  @BeforeEach
  void open() {
    Bf16Reference.assumeInstructions();
    dnn = new OneDnn();
    Nd4j.getRandom().setSeed(11);
  }

  @AfterEach
  void close() {
    if (dnn != null) {
      dnn.close();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void run_anyShape_isTheProductOfTheRoundedMatrices(Case shape) {
    Nd4j.getRandom().setSeed(shape.seed());
    INDArray a =
        shape.transposed()
            ? Nd4j.randn(DataType.FLOAT, shape.inner(), shape.rows())
            : Nd4j.randn(DataType.FLOAT, shape.rows(), shape.inner());
    INDArray left_MK = shape.transposed() ? a.transpose() : a;
    INDArray right_KN = Nd4j.randn(DataType.FLOAT, shape.inner(), shape.columns());
    INDArray result_MN = Nd4j.randn(DataType.FLOAT, shape.rows(), shape.columns());
    INDArray before_MN = result_MN.dup();
    try (Bf16Matrix stored = rounded(a);
        Bf16Matrix right = rounded(right_KN);
        Bf16Product product =
            new Bf16Product(
                dnn,
                shape.transposed() ? stored.transposed() : stored,
                right,
                result_MN,
                shape.adds())) {
      product.run();
    }

    assertProduct(left_MK, right_KN, shape.adds() ? before_MN : null, result_MN, shape.toString());
  }

  @Test
  void run_leftInColumnOrder_isTheSame() {
    INDArray x_BI = Nd4j.randn(DataType.FLOAT, 37, 50);
    INDArray d_BO = Nd4j.randn(DataType.FLOAT, 37, 20);
    INDArray gradient_IO = Nd4j.create(DataType.FLOAT, 50, 20);
    try (Bf16Matrix rows = rounded(x_BI);
        Bf16Matrix columns_IB = Bf16Matrix.allocate(50, 37);
        Bf16Reordering reordering = new Bf16Reordering(dnn, rows, columns_IB.transposed());
        Bf16Matrix d = rounded(d_BO)) {
      reordering.run(rows, columns_IB.transposed());
      try (Bf16Product product = new Bf16Product(dnn, columns_IB, d, gradient_IO, false)) {
        product.run();
      }
    }

    assertProduct(x_BI.transpose(), d_BO, null, gradient_IO, "columns");
  }

  @Test
  void run_blocksOfABatch_addUpToTheWhole() {
    INDArray x_NI = Nd4j.randn(DataType.FLOAT, 120, 30);
    INDArray d_NO = Nd4j.randn(DataType.FLOAT, 120, 20);
    INDArray gradient_IO = Nd4j.zeros(DataType.FLOAT, 30, 20);
    try (Bf16Matrix x = rounded(x_NI);
        Bf16Matrix d = rounded(d_NO);
        Bf16Product product =
            new Bf16Product(dnn, x.rows(0, 40).transposed(), d.rows(0, 40), gradient_IO, true)) {
      for (long start = 0; start < x.rows(); start += 40) {
        product.left(x.rows(start, start + 40).transposed());
        product.right(d.rows(start, start + 40));
        product.run();
      }
    }

    assertProduct(x_NI.transpose(), d_NO, null, gradient_IO, "blocks");
  }

  @Test
  void result_viewsOfAMatrix_areWrittenAndTheRestIsNot() {
    INDArray x_NI = Nd4j.randn(DataType.FLOAT, 12, 7);
    INDArray w_IO = Nd4j.randn(DataType.FLOAT, 7, 5);
    INDArray all = Nd4j.ones(DataType.FLOAT, 14, 8);
    INDArray first_BO = all.get(NDArrayIndex.interval(1, 7), NDArrayIndex.interval(2, 7));
    INDArray second_BO = all.get(NDArrayIndex.interval(7, 13), NDArrayIndex.interval(2, 7));
    try (Bf16Matrix x = rounded(x_NI);
        Bf16Matrix w = rounded(w_IO);
        Bf16Product product = new Bf16Product(dnn, x.rows(0, 6), w, first_BO, false)) {
      product.run();
      product.left(x.rows(6, 12));
      product.result(second_BO);
      product.run();
    }

    INDArray written = all.get(NDArrayIndex.interval(1, 13), NDArrayIndex.interval(2, 7));
    assertProduct(x_NI, w_IO, null, written, "views");
    written.assign(1);
    assertThat(all).isEqualTo(Nd4j.ones(DataType.FLOAT, 14, 8));
  }

  @Test
  void right_givenAgain_isTakenAnew() {
    INDArray x_BI = Nd4j.randn(DataType.FLOAT, 9, 7);
    INDArray w_IO = Nd4j.randn(DataType.FLOAT, 7, 5);
    INDArray z_BO = Nd4j.create(DataType.FLOAT, 9, 5);
    try (Bf16Matrix x = rounded(x_BI);
        Bf16Matrix w = rounded(w_IO);
        Bf16Rounding rounding = new Bf16Rounding(dnn, w_IO, w);
        Bf16Product product = new Bf16Product(dnn, x, w, z_BO, false)) {
      w_IO.muli(-3);
      rounding.run(w_IO, w);
      product.right(w);
      product.run();
    }

    assertProduct(x_BI, w_IO, null, z_BO, "right");
  }

  @Test
  void run_repeated_yieldsTheSameBits() {
    INDArray x_BI = Nd4j.randn(DataType.FLOAT, 784, 300);
    INDArray d_BO = Nd4j.randn(DataType.FLOAT, 784, 100);
    INDArray first_IO = Nd4j.create(DataType.FLOAT, 300, 100);
    INDArray again_IO = Nd4j.create(DataType.FLOAT, 300, 100);
    try (Bf16Matrix x = rounded(x_BI);
        Bf16Matrix d = rounded(d_BO);
        Bf16Product product = new Bf16Product(dnn, x.transposed(), d, first_IO, false)) {
      product.run();
      product.result(again_IO);
      for (int i = 0; i < 20; i++) {
        product.run();
        assertThat(again_IO.data().asFloat()).isEqualTo(first_IO.data().asFloat());
      }
    }
  }

  @Test
  void run_manyTimes_allocatesNextToNothing() throws Exception {
    INDArray x_NI = Nd4j.randn(DataType.FLOAT, 64, 30);
    INDArray w_IO = Nd4j.randn(DataType.FLOAT, 30, 20);
    INDArray z_BO = Nd4j.create(DataType.FLOAT, 32, 20);
    try (Bf16Matrix x = rounded(x_NI);
        Bf16Matrix w = rounded(w_IO);
        Bf16Rounding rounding = new Bf16Rounding(dnn, w_IO, w);
        Bf16Product product = new Bf16Product(dnn, x.rows(0, 32), w, z_BO, false)) {
      List<Bf16Matrix> blocks = List.of(x.rows(0, 32), x.rows(32, 64));
      Runnable step =
          () -> {
            rounding.run(w_IO, w);
            product.right(w);
            product.left(blocks.get(0));
            product.result(z_BO);
            product.run();
            product.left(blocks.get(1));
            product.run();
          };
      repeat(step, 2_000);
      long resident = ResidentMemory.bytes();
      long heap = heapAllocated();
      repeat(step, 10_000);

      assertThat((heapAllocated() - heap) / 10_000).isLessThan(1024);
      assertThat(ResidentMemory.bytes() - resident).isLessThan(16L << 20);
    }
  }

  @Test
  void constructor_shapesThatDoNotFit_areRefused() {
    INDArray result = Nd4j.create(DataType.FLOAT, 3, 5);
    try (Bf16Matrix left = Bf16Matrix.allocate(3, 4);
        Bf16Matrix right = Bf16Matrix.allocate(6, 5);
        Bf16Matrix other = Bf16Matrix.allocate(4, 2)) {
      assertThatThrownBy(() -> new Bf16Product(dnn, left, right, result, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("right operand: expected 4 x 5, received 6 x 5");
      assertThatThrownBy(() -> new Bf16Product(dnn, left, other, result, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("result: expected 3 x 2, received 3 x 5");
    }
  }

  @Test
  void constructor_resultInColumnOrder_isRefused() {
    INDArray result = Nd4j.create(DataType.FLOAT, 5, 3).transpose();
    try (Bf16Matrix left = Bf16Matrix.allocate(3, 4);
        Bf16Matrix right = Bf16Matrix.allocate(4, 5)) {
      assertThatThrownBy(() -> new Bf16Product(dnn, left, right, result, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("result: expected row order, received MatrixLayout[rows=3");
    }
  }

  @Test
  void operands_ofAnotherLayout_areRefused() {
    INDArray z = Nd4j.create(DataType.FLOAT, 3, 5);
    try (Bf16Matrix x = Bf16Matrix.allocate(8, 4);
        Bf16Matrix w = Bf16Matrix.allocate(4, 5);
        Bf16Product product = new Bf16Product(dnn, x.rows(0, 3), w, z, false)) {
      assertThatThrownBy(() -> product.left(x.rows(0, 4)))
          .hasMessageStartingWith("left operand: expected MatrixLayout[rows=3, columns=4");
      assertThatThrownBy(() -> product.right(x.rows(0, 5).transposed()))
          .hasMessageStartingWith("right operand: expected MatrixLayout[rows=4, columns=5");
      assertThatThrownBy(() -> product.result(Nd4j.create(DataType.FLOAT, 3, 6)))
          .hasMessageStartingWith("result: expected MatrixLayout[rows=3, columns=5");
      assertThatThrownBy(() -> product.result(Nd4j.create(DataType.DOUBLE, 3, 5)))
          .hasMessageStartingWith("matrix: expected rank 2 of FLOAT, received");
    }
  }

  private Bf16Matrix rounded(INDArray source) {
    Bf16Matrix target = Bf16Matrix.allocate(source.rows(), source.columns());
    try (Bf16Rounding rounding = new Bf16Rounding(dnn, source, target)) {
      rounding.run(source, target);
    }
    return target;
  }

  private static void repeat(Runnable action, int times) {
    for (int i = 0; i < times; i++) {
      action.run();
    }
  }

  private static long heapAllocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static void assertProduct(
      INDArray left_MK,
      INDArray right_KN,
      @Nullable INDArray before_MN,
      INDArray result_MN,
      String name) {
    for (long m = 0; m < result_MN.rows(); m++) {
      for (long n = 0; n < result_MN.columns(); n++) {
        Bf16Reference.Sum sum = Bf16Reference.Sum.of(left_MK, m, right_KN, n);
        Bf16Reference.Sum expected = before_MN == null ? sum : sum.plus(before_MN.getFloat(m, n));
        assertThat((double) result_MN.getFloat(m, n))
            .as("%s at (%d, %d)", name, m, n)
            .isCloseTo(expected.value(), within(ROUNDINGS * expected.size()));
      }
    }
  }
}
