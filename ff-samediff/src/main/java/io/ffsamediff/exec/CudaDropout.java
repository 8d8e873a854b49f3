package io.ffsamediff.exec;

import static io.ffsamediff.kernel.Expression.constant;

import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.Dropout;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.kernel.DropKernel;
import io.ffsamediff.kernel.Expression;
import io.ffsamediff.kernel.Expression.Input;
import io.ffsamediff.kernel.Function;
import io.ffsamediff.kernel.Kernel;
import io.ffsamediff.kernel.KernelOutput.Stored;
import io.ffsamediff.kernel.KernelSource;
import io.ffsamediff.kernel.Spread;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Drops the very activations that {@link Dropout} drops, on rows that are on a device. */
final class CudaDropout implements ActivationDropout, AutoCloseable {

  private static final int PIECES = Long.SIZE / Character.SIZE;

  private final CudaSession session;
  private final KernelSource scaling;
  private final Map<Integer, KernelSource> dropping = new HashMap<>();
  private final GpuMemory gaps;
  private final GpuMemory seed;

  CudaDropout(CudaSession session, Dropout dropout) {
    this.session = session;
    Input x = new Input(DropKernel.ROWS, Spread.COLUMN);
    this.scaling =
        KernelSource.of(
            new Kernel(
                "scale",
                1,
                List.of(
                    new Stored(
                        DropKernel.ROWS,
                        Expression.apply(Function.MULTIPLY, x, constant(dropout.scale())),
                        false))),
            session.dialect());
    float[] table = dropout.gaps();
    this.gaps = session.gpu().allocate("gaps of dropout", (long) Float.BYTES * table.length);
    this.seed = session.gpu().allocate("seed of dropout", (long) Float.BYTES * PIECES);
    session.copies().send(FloatBuffer.wrap(table), 0, gaps.from(0), table.length);
  }

  @Override
  public void apply(HiddenRows rows, long seed) {
    CudaRows there = session.rows(rows);
    there.bringUpToDate();
    session.copies().send(pieces(seed), 0, this.seed.from(0), PIECES);
    GpuSlice x = there.row(0);
    session.launch(
        dropping.computeIfAbsent(rows.width(), width -> DropKernel.of(width, session.dialect())),
        rows.rows(),
        Map.of(
            DropKernel.SEED, this.seed.from(0),
            DropKernel.NUMBERS, there.hostNumbers(),
            DropKernel.GAPS, gaps.from(0),
            DropKernel.ROWS, x));
    session.launch(
        scaling, Math.multiplyExact(rows.rows(), rows.width()), Map.of(DropKernel.ROWS, x));
    there.computed(rows);
  }

  /** Numbers that floats hold exactly. */
  private static FloatBuffer pieces(long seed) {
    float[] pieces = new float[PIECES];
    for (int piece = 0; piece < PIECES; piece++) {
      pieces[piece] = (seed >>> (piece * Character.SIZE)) & Character.MAX_VALUE;
    }
    return FloatBuffer.wrap(pieces);
  }

  @Override
  public void close() {
    gaps.close();
    seed.close();
  }
}
