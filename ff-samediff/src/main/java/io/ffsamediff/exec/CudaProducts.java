package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuProduct;
import io.ffsamediff.cuda.Precision;
import io.ffsamediff.cuda.ProductShape;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Matrix products on a CUDA device, alone: what the work that they are taken from cannot do
 * without. Many repetitions of them are recorded once and replayed, so that their time has next to
 * nothing of the host's calls in it.
 */
public final class CudaProducts implements AutoCloseable {

  /** What is timed takes at least so long, a thousand times what a call and a wait do. */
  private static final double LEAST_SECONDS = 0.01;

  private static final int MOST_REPETITIONS = 1000;

  /** Once call by call, since CUDA loads code when it is first used, and once to record it. */
  private static final int WARM_UP = 2;

  /** Random numbers of which large matrices are made. */
  private static final int NUMBERS = 1 << 20;

  private final CudaSession session;
  private final long floats;
  private final List<ProductShape> shapes;
  private final Runnable once;
  private final List<GpuMemory> own;
  private CudaWork work;
  private int repetitions;

  /**
   * Products of matrices that others own.
   *
   * @param session where they are computed; its owner closes it, after this
   * @param floats of working memory that they need
   * @param shapes in order
   * @param once multiplies all of them
   */
  CudaProducts(CudaSession session, long floats, List<ProductShape> shapes, Runnable once) {
    this(session, floats, shapes, once, List.of());
  }

  private CudaProducts(
      CudaSession session,
      long floats,
      List<ProductShape> shapes,
      Runnable once,
      List<GpuMemory> own) {
    this.session = session;
    this.floats = floats;
    this.shapes = List.copyOf(shapes);
    this.once = once;
    this.own = List.copyOf(own);
    this.work = new CudaWork(session, floats, List.of(once));
  }

  /** One product of matrices of its own, {@code m} x {@code k} by {@code k} x {@code n}. */
  static CudaProducts of(CudaSession session, int m, int n, int k) {
    ProductShape shape = new ProductShape(m, n, k, false, false, session.precision());
    GpuMemory a = random(session, "first factor", shape.floatsOfA());
    GpuMemory b = random(session, "second factor", shape.floatsOfB());
    GpuMemory c = random(session, "product", shape.floatsOfC());
    GpuProduct product = session.product(shape);
    return new CudaProducts(
        session,
        0,
        List.of(shape),
        () -> session.gpu().multiply(product, a.all(), b.all(), c.all(), 0),
        List.of(a, b, c));
  }

  /** What a card draws, and with it its clock, depends on the numbers: zeros would be too fast. */
  private static GpuMemory random(CudaSession session, String what, long floats) {
    GpuMemory memory = session.gpu().allocate(what, floats * Float.BYTES);
    float[] numbers = new float[(int) Math.min(NUMBERS, floats)];
    Random random = new Random(floats);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    for (long from = 0; from < floats; from += numbers.length) {
      int length = (int) Math.min(numbers.length, floats - from);
      session.copies().send(FloatBuffer.wrap(numbers), 0, memory.from(from), length);
    }
    return memory;
  }

  /**
   * One product of other matrices, on the same device and in the same precision.
   *
   * @param m rows of the first factor
   * @param n columns of the second
   * @param k what is summed over
   */
  public CudaProducts other(int m, int n, int k) {
    return of(session, m, n, k);
  }

  /** What is multiplied, in order. */
  public List<ProductShape> shapes() {
    return shapes;
  }

  /** In what products are computed. */
  public Precision precision() {
    return session.precision();
  }

  /** Bytes of the device's memory that are taken, by this process or by others. */
  public long takenBytes() {
    return session.gpu().facts().totalBytes() - session.gpu().freeBytes();
  }

  /** Operations of all of them: a multiplication and an addition are two. */
  public double operations() {
    return shapes.stream().mapToDouble(shape -> 2.0 * shape.floatsOfA() * shape.n()).sum();
  }

  /**
   * Computes all of them again and again, and tells the seconds of once.
   *
   * @throws io.ffsamediff.cuda.GpuException if that fails
   */
  public double seconds() {
    if (repetitions == 0) {
      repetitions = suitable();
      work.close();
      work = new CudaWork(session, floats, Collections.nCopies(repetitions, once));
    }
    for (int i = 0; i < WARM_UP; i++) {
      timed();
    }
    return timed() / repetitions;
  }

  private int suitable() {
    timed();
    double seconds = timed();
    return (int) Math.max(1, Math.min(MOST_REPETITIONS, Math.ceil(LEAST_SECONDS / seconds)));
  }

  private double timed() {
    session.synchronize();
    long start = System.nanoTime();
    work.run();
    session.synchronize();
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() {
    session.synchronize();
    work.close();
    own.forEach(GpuMemory::close);
  }
}
