package io.ffsamediff.exec;

import io.ffsamediff.exec.DevicePlan.Extent;
import io.ffsamediff.kernel.Expression;
import io.ffsamediff.kernel.Function;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Constants of a graph: of one element, or of two rows. */
final class GraphConstants {

  private GraphConstants() {}

  /**
   * The value of a constant, which becomes part of the text.
   *
   * @throws IllegalArgumentException if it is no constant, or one of more elements than that
   */
  static DeviceValue value(SDVariable known) {
    String variable = known.name();
    INDArray array = known.getVariableType() == VariableType.CONSTANT ? known.getArr() : null;
    if (array == null) {
      throw new IllegalArgumentException(variable + ": not bound");
    }
    if (array.length() == 1) {
      Expression number = Expression.constant(array.getDouble(0));
      return DeviceValue.floating(variable, new Extent(1, 1), List.of(), in -> number);
    }
    // SymBa's pair of signs: +1 for the first row, -1 for the second.
    return signs(variable, Extent.of(array.shape()), array.ravel().toDoubleVector());
  }

  private static DeviceValue signs(String variable, Extent extent, double[] values) {
    if (extent.columns() != 1 || values.length != 2) {
      throw new IllegalArgumentException(
          "%s: expected a constant of one element, or of two rows, received %s"
              .formatted(variable, extent));
    }
    Expression isFirst =
        Expression.apply(Function.LESS, new Expression.RowIndex(), Expression.constant(1));
    Expression step =
        Expression.apply(Function.MULTIPLY, isFirst, Expression.constant(values[0] - values[1]));
    return DeviceValue.floating(
        variable,
        extent,
        List.of(),
        in -> Expression.apply(Function.ADD, step, Expression.constant(values[1])));
  }
}
