package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuMemoryException;
import java.util.Optional;
import java.util.function.IntFunction;

/** Goes over images in blocks that fit a device. */
final class CudaTrialRun implements AutoCloseable {

  /** Products are at their full rate from here on. */
  static final int MOST_IMAGES = 4096;

  private static final int LEAST_IMAGES = 64;

  private final IntFunction<CudaTrialBlock> maker;
  private Optional<CudaTrialBlock> block = Optional.empty();
  private int mostImages;

  /** Takes what a block has computed. */
  @FunctionalInterface
  interface Reader {

    /**
     * Takes it.
     *
     * @param rows images that the block holds
     * @param from first image that it was filled with
     * @param count images that it was filled with
     */
    void read(int rows, int from, int count);
  }

  /**
   * No block yet.
   *
   * @param maker makes blocks of so many images
   * @param mostImages images of the largest block
   */
  CudaTrialRun(IntFunction<CudaTrialBlock> maker, int mostImages) {
    this.maker = maker;
    this.mostImages = mostImages;
  }

  /** Runs all of {@code images} images. */
  void run(int images, HostLabelTrial.Filler filler, Reader reader) {
    int from = 0;
    while (from < images) {
      try {
        CudaTrialBlock block = block(images);
        int count = block.run(filler, from);
        reader.read(block.rows(), from, count);
        from += count;
      } catch (GpuMemoryException e) {
        if (mostImages <= LEAST_IMAGES) {
          throw e;
        }
        mostImages = Math.max(LEAST_IMAGES, mostImages / 2);
        close();
      }
    }
  }

  private CudaTrialBlock block(int images) {
    int wanted = Math.min(images, mostImages);
    if (block.isEmpty() || block.get().rows() < wanted) {
      close();
      block = Optional.of(maker.apply(wanted));
    }
    return block.get();
  }

  @Override
  public void close() {
    block.ifPresent(CudaTrialBlock::close);
    block = Optional.empty();
  }
}
