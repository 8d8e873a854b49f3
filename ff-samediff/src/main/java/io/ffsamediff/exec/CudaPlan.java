package io.ffsamediff.exec;

import io.ffsamediff.cuda.Gpu;
import io.ffsamediff.cuda.GpuFacts;
import io.ffsamediff.cuda.GpuKernel;
import io.ffsamediff.cuda.GpuProduct;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.cuda.KernelArgument;
import io.ffsamediff.cuda.LaunchShape;
import io.ffsamediff.cuda.ProductShape;
import io.ffsamediff.kernel.KernelSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@link DevicePlan} with its kernels compiled and its products prepared. What blocks of a kernel
 * leave is added up as late as can be: once something needs the sums, or at the end, after products
 * that overwrite what the sums are added to.
 */
final class CudaPlan {

  /** Arrays begin at lines of memory. */
  private static final long LINE = 64;

  private final CudaSession session;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Long> places = new HashMap<>();
  private long floats;

  /** Something to be done; {@code reads} tells what must be there. */
  private sealed interface Step {

    Set<String> reads();
  }

  private record Product(DeviceStep.Multiply step, GpuProduct prepared) implements Step {

    @Override
    public Set<String> reads() {
      return Set.of(step.a(), step.b());
    }
  }

  private record Generated(
      DeviceStep.Run step,
      KernelSource source,
      GpuKernel kernel,
      KernelSource sumsSource,
      GpuKernel sums,
      int blocks,
      long partials)
      implements Step {

    @Override
    public Set<String> reads() {
      Set<String> reads = new HashSet<>();
      source.inputs().forEach(parameter -> reads.add(step.array(parameter)));
      return reads;
    }
  }

  CudaPlan(CudaSession session, DevicePlan plan) {
    this.session = session;
    plan.buffers().forEach((name, length) -> places.put(name, reserve(length)));
    plan.steps().forEach(step -> steps.add(prepare(step)));
  }

  /** Floats of working memory that it needs. */
  long floats() {
    return floats;
  }

  private long reserve(long length) {
    long place = floats;
    floats += (length + LINE - 1) / LINE * LINE;
    return place;
  }

  private Step prepare(DeviceStep step) {
    if (step instanceof DeviceStep.Multiply product) {
      return new Product(
          product,
          session.product(
              new ProductShape(
                  product.m(),
                  product.n(),
                  product.k(),
                  product.transposeA(),
                  product.transposeB(),
                  session.precision())));
    }
    DeviceStep.Run run = (DeviceStep.Run) step;
    KernelSource source = KernelSource.of(run.kernel(), session.dialect());
    GpuFacts facts = session.gpu().facts();
    int blocks = source.blocks(run.rows(), facts.multiprocessors(), facts.sharedBytes());
    KernelSource sums = source.sums(session.dialect());
    long partials = reserve((long) blocks * source.partialFloats());
    GpuKernel kernel = session.kernel(source);
    return new Generated(
        run,
        source,
        kernel,
        sums,
        source.summed().isEmpty() ? kernel : session.kernel(sums),
        blocks,
        partials);
  }

  /**
   * Does all steps.
   *
   * @param arrays where that which is bound and wanted is
   */
  void run(Map<String, GpuSlice> arrays) {
    List<Generated> unsummed = new ArrayList<>();
    for (Step step : steps) {
      Set<String> reads = step.reads();
      for (Generated waiting : List.copyOf(unsummed)) {
        if (waiting.source().summed().stream()
            .anyMatch(sum -> reads.contains(waiting.step().array(sum.name())))) {
          addUp(waiting, arrays);
          unsummed.remove(waiting);
        }
      }
      if (step instanceof Product product) {
        multiply(product, arrays);
      } else if (step instanceof Generated generated) {
        launch(generated, arrays);
        if (!generated.source().summed().isEmpty()) {
          unsummed.add(generated);
        }
      }
    }
    unsummed.forEach(waiting -> addUp(waiting, arrays));
  }

  /** What it multiplies, in order. */
  List<ProductShape> shapes() {
    return onlyProducts().map(product -> product.prepared().shape()).toList();
  }

  /** Does the products only, with whatever is in their factors. */
  void multiply(Map<String, GpuSlice> arrays) {
    onlyProducts().forEach(product -> multiply(product, arrays));
  }

  private Stream<Product> onlyProducts() {
    return steps.stream().filter(Product.class::isInstance).map(Product.class::cast);
  }

  private void multiply(Product product, Map<String, GpuSlice> arrays) {
    DeviceStep.Multiply step = product.step();
    gpu()
        .multiply(
            product.prepared(),
            array(step.a(), arrays),
            array(step.b(), arrays),
            array(step.c(), arrays),
            step.accumulate() ? 1 : 0);
  }

  private void launch(Generated generated, Map<String, GpuSlice> arrays) {
    KernelSource source = generated.source();
    List<KernelArgument> arguments = new ArrayList<>();
    arguments.add(new KernelArgument.Int(generated.step().rows()));
    source.inputs().forEach(p -> arguments.add(argument(generated.step().array(p), arrays)));
    source.stored().forEach(p -> arguments.add(argument(generated.step().array(p), arrays)));
    if (!source.summed().isEmpty()) {
      arguments.add(new KernelArgument.Memory(session.arena().at(generated.partials())));
    }
    gpu()
        .launch(
            generated.kernel(),
            new LaunchShape(generated.blocks(), source.threads(), 0),
            arguments);
  }

  private void addUp(Generated generated, Map<String, GpuSlice> arrays) {
    KernelSource sums = generated.sumsSource();
    List<KernelArgument> arguments = new ArrayList<>();
    arguments.add(new KernelArgument.Int(generated.blocks()));
    arguments.add(new KernelArgument.Memory(session.arena().at(generated.partials())));
    sums.stored().forEach(p -> arguments.add(argument(generated.step().array(p), arrays)));
    gpu()
        .launch(
            generated.sums(), new LaunchShape(sums.blocksOfSums(), sums.threads(), 0), arguments);
  }

  private KernelArgument argument(String name, Map<String, GpuSlice> arrays) {
    return new KernelArgument.Memory(array(name, arrays));
  }

  private GpuSlice array(String name, Map<String, GpuSlice> arrays) {
    Long place = places.get(name);
    return place != null
        ? session.arena().at(place)
        : Objects.requireNonNull(arrays.get(name), name);
  }

  private Gpu gpu() {
    return session.gpu();
  }
}
