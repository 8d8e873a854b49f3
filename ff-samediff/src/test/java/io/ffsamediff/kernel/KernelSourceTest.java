package io.ffsamediff.kernel;

import static io.ffsamediff.kernel.Expression.apply;
import static io.ffsamediff.kernel.Expression.constant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.kernel.Expression.Input;
import io.ffsamediff.kernel.Expression.SmallProduct;
import io.ffsamediff.kernel.KernelOutput.Stored;
import io.ffsamediff.kernel.KernelOutput.Summed;
import io.ffsamediff.kernel.KernelOutput.SummedByClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain C of kernels against what they mean. */
class KernelSourceTest {

  private static final int CLASSES = 3;
  private static final Input X = new Input("x", Spread.MATRIX);
  private static final Input Y = new Input("y", Spread.MATRIX);
  private static final Input BIAS = new Input("bias", Spread.ROW);
  private static final Input POLARITY = new Input("polarity", Spread.COLUMN);
  private static final Input RATE = new Input("rate", Spread.SCALAR);
  private static final SmallProduct LABELS = new SmallProduct("labels", "table", CLASSES);

  @BeforeAll
  static void needsCompiler() {
    assumeTrue(HostLibrary.isAvailable(), "no C compiler (cc) on this machine");
  }

  @Test
  void elementwise_everyFunction_isWhatItMeans() {
    List<KernelOutput> outputs = new ArrayList<>();
    for (Function function : Function.values()) {
      Expression positive = apply(Function.SQUARE, X);
      Expression a = function == Function.SQRT || function == Function.LOG1P ? positive : X;
      Expression value =
          function.arity() == 1
              ? apply(function, a)
              : apply(
                  function,
                  a,
                  apply(Function.ADD, apply(Function.ADD, BIAS, POLARITY), constant(3)));
      outputs.add(new Stored("out" + name(function), value, function == Function.EXP));
    }

    check(new Kernel("every", 5, outputs), 7, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 37})
  void layer_inOnePass_isWhatItMeans(int units) {
    check(layer(units), 11, 1);
    check(layer(units), 11, 4);
    check(layer(units), 1, 1);
  }

  /** As the layers have them: row sums of row sums, labels, all kinds of output. */
  private static Kernel layer(int units) {
    Expression h = apply(Function.RELU, apply(Function.ADD, apply(Function.ADD, X, BIAS), LABELS));
    Expression g =
        apply(Function.MULTIPLY, Expression.rowSum(apply(Function.SQUARE, h)), constant(0.5));
    Expression c = apply(Function.MULTIPLY, apply(Function.SIGMOID, g), POLARITY);
    Expression dz = apply(Function.MULTIPLY, h, apply(Function.MULTIPLY, c, RATE));
    Expression second = Expression.rowSum(apply(Function.MULTIPLY, dz, Y));
    Expression other = apply(Function.SUBTRACT, apply(Function.MULTIPLY, h, second), BIAS);
    return new Kernel(
        "layer",
        units,
        List.of(
            new Stored("dz", dz, false),
            new Stored("goodness", g, true),
            new Summed("lossSum", List.of(c), true),
            new Summed("biasGradient", List.of(dz, other), false),
            new SummedByClass(
                "labelGradient",
                List.of(
                    new SummedByClass.Term("labels", dz), new SummedByClass.Term("others", other)),
                CLASSES,
                true)));
  }

  /** Softmax: what is needed of the row twice, in two passes. */
  @Test
  void rowMaximum_andSum_areThoseOfTheRow() {
    Expression e = apply(Function.EXP, apply(Function.SUBTRACT, X, Expression.rowMaximum(X)));
    Expression p = apply(Function.DIVIDE, e, Expression.rowSum(e));
    check(new Kernel("softmax", 10, List.of(new Stored("p", p, false))), 7, 3);
    check(new Kernel("softmax", 300, List.of(new Stored("p", p, false))), 3, 2);
  }

  @Test
  void random_graphsAndShapes_areWhatTheyMean() {
    Random random = new Random(5);
    for (int trial = 0; trial < 25; trial++) {
      List<Expression> all = new ArrayList<>(List.of(X, Y, BIAS, POLARITY, RATE, LABELS));
      for (int i = 0; i < 14; i++) {
        all.add(random(all, random));
      }
      List<KernelOutput> outputs = new ArrayList<>();
      for (Expression value : all.subList(all.size() - 6, all.size())) {
        outputs.add(output("abcdef".charAt(outputs.size()) + "Out", value, random));
      }
      int rows = 1 + random.nextInt(9);
      check(new Kernel("random", 1 + random.nextInt(70), outputs), rows, 1 + random.nextInt(rows));
    }
  }

  private static Expression random(List<Expression> all, Random random) {
    Function[] calm = {
      Function.ADD,
      Function.SUBTRACT,
      Function.MULTIPLY,
      Function.RELU,
      Function.SIGMOID,
      Function.NEGATE
    };
    Expression a = all.get(random.nextInt(all.size()));
    if (a.spread().overUnits() && random.nextInt(4) == 0) {
      return random.nextInt(3) == 0
          ? Expression.rowMaximum(a)
          : apply(Function.MULTIPLY, Expression.rowSum(a), constant(0.01));
    }
    Function function = calm[random.nextInt(calm.length)];
    Expression b = all.get(random.nextInt(all.size()));
    Expression value = function.arity() == 1 ? apply(function, a) : apply(function, a, b);
    return apply(Function.MULTIPLY, value, constant(0.5));
  }

  private static KernelOutput output(String name, Expression value, Random random) {
    boolean accumulate = random.nextBoolean();
    return switch (value.spread()) {
      case MATRIX ->
          switch (random.nextInt(3)) {
            case 0 -> new Stored(name, value, accumulate);
            case 1 -> new Summed(name, List.of(value), accumulate);
            default ->
                new SummedByClass(
                    name, List.of(new SummedByClass.Term("labels", value)), CLASSES, accumulate);
          };
      case COLUMN ->
          random.nextBoolean()
              ? new Stored(name, value, accumulate)
              : new Summed(name, List.of(value), accumulate);
      default -> new Summed(name, List.of(value), accumulate);
    };
  }

  @Test
  void inPlace_outputThatIsAnInput_isReadBeforeItIsWritten() {
    Expression w = new Input("w", Spread.MATRIX);
    Expression v = new Input("v", Spread.MATRIX);
    Expression next = apply(Function.ADD, v, X);
    Expression limit = apply(Function.LESS, new Expression.UnitIndex(), constant(2));
    Kernel kernel =
        new Kernel(
            "update",
            4,
            List.of(
                new Stored("v", next, false),
                new Stored(
                    "w",
                    apply(
                        Function.SUBTRACT,
                        w,
                        apply(Function.MULTIPLY, apply(Function.MULTIPLY, v, next), limit)),
                    false)));

    check(kernel, 3, 1);
    assertThat(KernelSource.of(kernel, Dialect.CUDA).flat()).isTrue();
    assertThat(KernelSource.of(kernel, Dialect.CUDA).inputs()).containsExactly("x");
    assertThat(KernelSource.of(kernel, Dialect.CUDA).stored()).containsExactly("v", "w");
  }

  @Test
  void blocks_ofEveryShape_allHaveWork() {
    KernelSource source = KernelSource.of(layer(500), Dialect.CUDA);

    assertThat(source.threads()).isEqualTo(128);
    assertThat(source.blocks(60_000, 132, 228 << 10)).isEqualTo(132 * 8);
    assertThat(source.blocks(7, 132, 228 << 10)).isEqualTo(7);
    assertThat(source.blocks(60_000, 40, source.sharedBytes())).isEqualTo(40);
    assertThat(KernelSource.of(layer(1), Dialect.CUDA).threads()).isEqualTo(32);
    assertThat(KernelSource.of(layer(100_000), Dialect.CUDA).threads()).isEqualTo(512);
  }

  @Test
  void names_thatCouldBeTheGeneratorsOwn_areRefused() {
    for (String name : new String[] {"v1", "", "a b", "Xx", "1x", "rows"}) {
      assertThatThrownBy(() -> new Input(name, Spread.ROW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name);
    }
    assertThatThrownBy(() -> apply(Function.ADD, X))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 arguments, received 1");
  }

  private static String name(Function function) {
    return function.name().replaceAll("\\d", "p");
  }

  /** Compiles, runs and compares. */
  private static void check(Kernel kernel, int rows, int blocks) {
    Random random = new Random(rows);
    KernelSource source = KernelSource.of(kernel, Dialect.HOST);
    Map<String, float[]> arrays = new HashMap<>();
    source.inputs().forEach(name -> arrays.put(name, numbers(size(name, rows, kernel), random)));
    Map<String, float[]> results = new HashMap<>();
    for (KernelOutput output : kernel.outputs()) {
      results.put(output.name(), numbers(size(output, rows, kernel.units()), random));
    }
    Map<String, float[]> before = new HashMap<>();
    results.forEach((name, values) -> before.put(name, values.clone()));
    Map<String, float[]> read = new HashMap<>(before);
    read.putAll(arrays);
    Map<String, double[]> expected = new Interpreter(kernel, rows, read).run(before);

    List<Object> arguments = new ArrayList<>(List.of(blocks, rows));
    source.inputs().forEach(name -> arguments.add(arrays.get(name)));
    source.stored().forEach(name -> arguments.add(results.get(name)));
    float[] partials = new float[blocks * source.partialFloats()];
    if (!source.summed().isEmpty()) {
      arguments.add(partials);
    }
    HostLibrary.load(source.entry(), source.code()).invoke(arguments.toArray());
    if (!source.summed().isEmpty()) {
      KernelSource sums = source.sums(Dialect.HOST);
      List<Object> targets = new ArrayList<>(List.of(1, blocks, partials));
      sums.stored().forEach(name -> targets.add(results.get(name)));
      HostLibrary.load(sums.entry(), sums.code()).invoke(targets.toArray());
    }

    expected.forEach(
        (name, values) -> {
          float[] found = Objects.requireNonNull(results.get(name));
          double largest = Math.max(1, Arrays.stream(values).map(Math::abs).max().orElse(0));
          for (int i = 0; i < values.length; i++) {
            assertThat((double) found[i])
                .as("%s[%d]%n%s", name, i, source.code())
                .isCloseTo(values[i], within(2e-5 * largest));
          }
        });
  }

  private static int size(String name, int rows, Kernel kernel) {
    return switch (name) {
      case "bias" -> kernel.units();
      case "polarity" -> rows;
      case "rate" -> 1;
      case "labels", "others" -> rows * CLASSES;
      case "table" -> CLASSES * kernel.units();
      default -> rows * kernel.units();
    };
  }

  private static int size(KernelOutput output, int rows, int units) {
    if (output instanceof Stored stored) {
      return stored.value().spread().overUnits() ? rows * units : rows;
    }
    if (output instanceof SummedByClass sum) {
      return sum.classes() * units;
    }
    return ((Summed) output).overUnits() ? units : 1;
  }

  private static float[] numbers(int size, Random random) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random.nextInt(3) == 0 ? 0 : random.nextFloat() * 2 - 1;
    }
    return numbers;
  }
}
