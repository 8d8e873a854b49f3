package io.ffsamediff.exec;

import io.ffsamediff.cuda.GpuMemory;
import io.ffsamediff.cuda.GpuSlice;
import io.ffsamediff.data.HostFloats;
import io.ffsamediff.data.PairBlocks;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The images of pairs on a device, which rows with labels and rows with the neutral one share. */
final class CudaImages implements AutoCloseable {

  private final CudaSession session;
  private final PairBlocks pairs;
  private final int width;
  private final GpuMemory memory;
  private int revision = -1;

  /** Room for the images of {@code pairs}. */
  CudaImages(CudaSession session, PairBlocks pairs) {
    this.session = session;
    this.pairs = pairs;
    this.width = pairs.images(0).columns();
    int count = 0;
    for (int block = 0; block < pairs.blocks(); block++) {
      count += pairs.images(block).rows();
    }
    this.memory =
        session
            .gpu()
            .allocate("images of %d pairs".formatted(count), (long) Float.BYTES * count * width);
  }

  /** Brings over the images where they have changed, which {@code revision} tells. */
  void bringUpToDate(int revision) {
    if (this.revision == revision) {
      return;
    }
    this.revision = revision;
    int place = 0;
    for (int block = 0; block < pairs.blocks(); block++) {
      INDArray images_BI = pairs.images(block);
      int floats = Math.toIntExact(images_BI.length());
      session.copies().send(new HostFloats(images_BI).read(), 0, memory.from(place), floats);
      place += floats;
    }
  }

  /** Where image {@code image} is. */
  GpuSlice row(int image) {
    return memory.from((long) image * width);
  }

  @Override
  public void close() {
    memory.close();
  }
}
