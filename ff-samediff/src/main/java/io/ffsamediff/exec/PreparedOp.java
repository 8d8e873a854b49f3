package io.ffsamediff.exec;

import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.reduce.floating.SquaredNorm;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An op with a native context of its own: arguments, inputs and output are set once, then it only
 * runs. libnd4j's declarable ops take everything from the context; of its older elementwise ops the
 * op object holds the scalar and the context the arrays, so one op may serve several contexts.
 */
final class PreparedOp implements PlannedOp {

  private static final Set<String> DECLARABLE_IN_PLACE =
      Set.of("add", "subtract", "multiply", "divide", "biasadd", "identity");

  private final OpExecutioner executioner = Nd4j.getExecutioner();
  private final DifferentialFunction op;
  private final OpContext context;

  private PreparedOp(DifferentialFunction op, OpContext context) {
    this.op = op;
    this.context = context;
  }

  /** Prepares {@code op}, all but its arrays. */
  static PreparedOp of(DifferentialFunction op) {
    return of(op, new double[0]);
  }

  /**
   * Prepares a matrix product that adds to its output: {@code z = x y + z}.
   *
   * @param op an op for which {@link #canAccumulate} holds
   */
  static PreparedOp accumulating(DifferentialFunction op) {
    return of(op, new double[] {1, 1});
  }

  private static PreparedOp of(DifferentialFunction op, double[] productScales) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    DifferentialFunction function = op instanceof BaseReduceOp old ? declarable(old) : op;
    if (function instanceof DynamicCustomOp custom) {
      context.setIArguments(custom.iArgs());
      context.setTArguments(productScales.length > 0 ? productScales : custom.tArgs());
      context.setBArguments(custom.bArgs());
      context.setDArguments(custom.dArgs());
    } else if (!(function instanceof Op)) {
      throw new IllegalArgumentException("No way to run op " + op.getClass().getName());
    }
    return new PreparedOp(function, context);
  }

  /*
   * The older reductions look up dimensions and shapes at each call, and do nothing at all for a
   * matrix of one column; the declarable ones of the same name do neither.
   */
  private static DynamicCustomOp declarable(BaseReduceOp old) {
    DynamicCustomOp.DynamicCustomOpsBuilder builder =
        DynamicCustomOp.builder(declarableName(old)).addBooleanArguments(old.isKeepDims());
    int[] dimensions = old.dimensions().toIntVector();
    if (dimensions[0] != Integer.MAX_VALUE) {
      builder.addIntegerArguments(dimensions);
    }
    return builder.build();
  }

  private static String declarableName(BaseReduceOp old) {
    if (old instanceof SquaredNorm) {
      return "reduce_sqnorm";
    }
    if (old instanceof Sum) {
      return "reduce_sum";
    }
    throw new IllegalArgumentException("No way to run reduction " + old.getClass().getName());
  }

  /** Whether {@code op} can itself add its result to its output. */
  static boolean canAccumulate(DifferentialFunction op) {
    return op instanceof Mmul;
  }

  /** Whether the op may write its output over an input of the same shape. */
  boolean canRunInPlace() {
    if (op instanceof DynamicCustomOp custom) {
      return DECLARABLE_IN_PLACE.contains(custom.opName());
    }
    return op instanceof Op && !(op instanceof BaseReduceOp);
  }

  @Override
  public void run() {
    if (op instanceof DynamicCustomOp custom) {
      executioner.exec(custom, context);
    } else {
      executioner.exec((Op) op, context);
    }
  }

  @Override
  public PreparedOp bindInput(int index, INDArray array) {
    context.setInputArray(index, array);
    return this;
  }

  @Override
  public PreparedOp bindOutput(int index, INDArray array) {
    context.setOutputArray(index, array);
    return this;
  }

  /** Shape and type of the one output, the inputs being bound. */
  LongShapeDescriptor outputShape() {
    List<LongShapeDescriptor> shapes = op.calculateOutputShape(context);
    if (shapes.size() != 1) {
      throw new IllegalArgumentException(
          "Expected an op of one output, received %d of %s".formatted(shapes.size(), op.opName()));
    }
    return shapes.get(0);
  }
}
