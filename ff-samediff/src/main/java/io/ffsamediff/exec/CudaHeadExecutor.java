package io.ffsamediff.exec;

import io.ffsamediff.config.OptimizerConfig;
import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.HiddenRows;
import io.ffsamediff.exec.DevicePlan.Extent;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.HeadSpec;
import io.ffsamediff.graph.SoftmaxHead;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Runs a head's graph on a CUDA device, on activations that are there: a step brings labels, and
 * takes probabilities back.
 */
final class CudaHeadExecutor implements HeadExecutor {

  private final CudaSession session;
  private final HeadSpec spec;
  private final CudaOptimizer optimizer;
  private final Map<Integer, CudaPlan> plans = new HashMap<>();
  private final Map<List<Identity>, Batch> batches = new HashMap<>();

  /** Rows, told apart by which object they are. */
  private record Identity(HiddenRows rows) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Identity identity && identity.rows == rows;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(rows);
    }
  }

  /**
   * The step on some rows.
   *
   * @param copies of rows whose positives do not lie side by side
   */
  private record Batch(CudaWork work, CudaNumbers given, CudaNumbers seen, List<GpuMemory> copies)
      implements AutoCloseable {

    @Override
    public void close() {
      work.close();
      given.close();
      seen.close();
      copies.forEach(GpuMemory::close);
    }
  }

  /** For {@code parameters}, which are behind the device's until {@link #publish}. */
  CudaHeadExecutor(CudaSession session, HeadParameters parameters, OptimizerConfig optimizer) {
    this.session = session;
    this.spec = parameters.spec();
    this.optimizer = new CudaOptimizer(session, parameters, "the head", optimizer);
  }

  @Override
  public Step step(List<HiddenRows> inputs, int[] labels_B) {
    Batch batch =
        batches.computeIfAbsent(
            inputs.stream().map(Identity::new).toList(), key -> batch(inputs, labels_B.length));
    inputs.forEach(rows -> session.rows(rows).bringUpToDate());
    optimizer.values().bringUpToDate();
    CudaNumbers given = batch.given();
    given.set(SoftmaxHead.INVERSE_ROWS, (float) (1.0 / labels_B.length));
    ClassRows.put(labels_B, spec.classes(), given.host().floats(), given.start(SoftmaxHead.LABELS));
    optimizer.give(given);
    batch.work().run();
    optimizer.stepped();
    session.synchronize();
    FloatBuffer probabilities_BC =
        batch.seen().host().floats().slice(0, labels_B.length * spec.classes());
    return new Step(ClassRows.loss(probabilities_BC, labels_B), probabilities_BC);
  }

  private Batch batch(List<HiddenRows> inputs, int rows) {
    Gpu gpu = session.gpu();
    int labels = Math.multiplyExact(rows, spec.classes());
    CudaNumbers given =
        new CudaNumbers(
            gpu,
            "numbers given to the head",
            List.of(
                SoftmaxHead.INVERSE_ROWS, CudaUpdate.RATE, CudaUpdate.DECAY, SoftmaxHead.LABELS),
            1,
            1,
            1,
            labels);
    CudaNumbers seen =
        new CudaNumbers(
            gpu, "numbers seen in the head", List.of(SoftmaxHead.PROBABILITIES), labels);
    List<GpuMemory> copies = new ArrayList<>();
    List<Runnable> calls = new ArrayList<>();
    calls.add(() -> given.send(gpu));
    Map<String, GpuSlice> arrays = parameterArrays();
    for (String name : List.of(SoftmaxHead.INVERSE_ROWS, SoftmaxHead.LABELS)) {
      arrays.put(name, given.of(name));
    }
    arrays.put(SoftmaxHead.PROBABILITIES, seen.of(SoftmaxHead.PROBABILITIES));
    for (int index = 0; index < inputs.size(); index++) {
      arrays.put(SoftmaxHead.input(index), positives(inputs.get(index), rows, calls, copies));
    }
    CudaPlan plan = plans.computeIfAbsent(rows, this::plan);
    calls.add(() -> plan.run(arrays));
    calls.add(() -> optimizer.run(given));
    calls.add(() -> seen.fetch(gpu));
    return new Batch(new CudaWork(session, plan.floats(), calls), given, seen, copies);
  }

  /** Where the positives of {@code hidden} are, or will have been copied to. */
  private GpuSlice positives(
      HiddenRows hidden, int rows, List<Runnable> calls, List<GpuMemory> copies) {
    CudaRows there = session.rows(hidden);
    List<CudaRows.Block> ranges = there.order().positives(hidden);
    if (ranges.size() == 1) {
      return there.row(ranges.get(0).from());
    }
    int width = hidden.width();
    Gpu gpu = session.gpu();
    GpuMemory copy = gpu.allocate("positives", (long) Float.BYTES * rows * width);
    copies.add(copy);
    long to = 0;
    for (CudaRows.Block range : ranges) {
      GpuSlice from = there.row(range.from());
      long place = to;
      long floats = (long) range.size() * width;
      calls.add(() -> gpu.copy(from.memory(), from.fromFloat(), copy, place, floats));
      to += floats;
    }
    return copy.from(0);
  }

  private Map<String, GpuSlice> parameterArrays() {
    CudaParameters parameters = optimizer.parameters();
    Map<String, GpuSlice> arrays = new HashMap<>();
    arrays.putAll(parameters.values().named(SoftmaxHead.kernel(0), SoftmaxHead.BIAS));
    arrays.putAll(parameters.gradients(SoftmaxHead.kernelGradient(0), SoftmaxHead.BIAS_GRADIENT));
    for (int index = 1; index < spec.widths().size(); index++) {
      int start = spec.start(index);
      arrays.put(SoftmaxHead.kernel(index), parameters.values().kernelRow(start));
      arrays.put(SoftmaxHead.kernelGradient(index), parameters.gradientRow(start));
    }
    return arrays;
  }

  private CudaPlan plan(int rows) {
    return new CudaPlan(session, devicePlan(spec, rows));
  }

  /** What the device does for {@code rows} rows. */
  static DevicePlan devicePlan(HeadSpec spec, int rows) {
    Map<String, Extent> bound = new HashMap<>();
    List<DeviceOutput> outputs = new ArrayList<>();
    for (int index = 0; index < spec.widths().size(); index++) {
      int width = spec.widths().get(index);
      bound.put(SoftmaxHead.input(index), new Extent(rows, width));
      bound.put(SoftmaxHead.kernel(index), new Extent(width, spec.classes()));
      outputs.add(DeviceOutput.overwrite(SoftmaxHead.kernelGradient(index)));
    }
    bound.put(SoftmaxHead.BIAS, new Extent(1, spec.classes()));
    bound.put(SoftmaxHead.LABELS, new Extent(rows, spec.classes()));
    bound.put(SoftmaxHead.INVERSE_ROWS, new Extent(1, 1));
    outputs.add(DeviceOutput.overwrite(SoftmaxHead.BIAS_GRADIENT));
    outputs.add(DeviceOutput.overwrite(SoftmaxHead.PROBABILITIES));
    return DevicePlan.of("head", SoftmaxHead.build(spec, DataType.FLOAT), bound, Set.of(), outputs);
  }

  @Override
  public void setRate(double factor) {
    optimizer.setRate(factor);
  }

  @Override
  public void publish() {
    optimizer.values().publish();
  }

  @Override
  public float[] updaterState() {
    return optimizer.parameters().state();
  }

  @Override
  public int iteration() {
    return optimizer.iteration();
  }

  @Override
  public void restore(float[] updaterState, int iteration) {
    optimizer.restore(updaterState, iteration);
  }

  @Override
  public void close() {
    batches.values().forEach(Batch::close);
    optimizer.close();
  }
}
