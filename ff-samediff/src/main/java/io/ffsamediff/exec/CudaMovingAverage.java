package io.ffsamediff.exec;

import static io.ffsamediff.kernel.Expression.apply;

import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.graph.DenseParameters;
import io.ffsamediff.kernel.Expression;
import io.ffsamediff.kernel.Expression.Input;
import io.ffsamediff.kernel.Function;
import io.ffsamediff.kernel.Kernel;
import io.ffsamediff.kernel.KernelOutput.Stored;
import io.ffsamediff.kernel.KernelSource;
import io.ffsamediff.kernel.Spread;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** Moves an average on a device, where the parameters train. */
final class CudaMovingAverage implements MovingAverage, AutoCloseable {

  private static final String AVERAGE = "average";
  private static final String KEEP = "keep";
  private static final String TAKE = "take";

  private final CudaSession session;
  private final DenseParameters parameters;
  private final CudaCopy average;
  private final GpuMemory shares;
  private final KernelSource source;

  /** Of {@code parameters}, which train on the device by the first update, in {@code average}. */
  CudaMovingAverage(CudaSession session, DenseParameters parameters, DenseParameters average) {
    this.session = session;
    this.parameters = parameters;
    this.average = new CudaCopy(session, average, "moving average");
    this.shares = session.gpu().allocate("shares of the moving average", 2L * Float.BYTES);
    this.source = KernelSource.of(kernel(), session.dialect());
  }

  static Kernel kernel() {
    Expression kept =
        apply(Function.MULTIPLY, new Input(KEEP, Spread.SCALAR), new Input(AVERAGE, Spread.COLUMN));
    Expression taken =
        apply(
            Function.MULTIPLY,
            new Input(TAKE, Spread.SCALAR),
            new Input(CudaUpdate.PARAMETERS, Spread.COLUMN));
    return new Kernel(
        "moveAverage", 1, List.of(new Stored(AVERAGE, apply(Function.ADD, kept, taken), false)));
  }

  @Override
  public void update(double decay) {
    CudaCopy from = session.parameters(parameters).orElseThrow();
    from.bringUpToDate();
    average.bringUpToDate();
    float keep = (float) decay;
    session.copies().send(FloatBuffer.wrap(new float[] {keep, 1 - keep}), 0, shares.from(0), 2);
    session.launch(
        source,
        average.length(),
        Map.of(
            KEEP,
            shares.from(0),
            TAKE,
            shares.from(1),
            AVERAGE,
            average.all(),
            CudaUpdate.PARAMETERS,
            from.all()));
    average.changed();
  }

  @Override
  public void publish() {
    average.publish();
  }

  @Override
  public void replaced() {
    average.replacedOnHost();
  }

  @Override
  public void close() {
    average.close();
    shares.close();
  }
}
