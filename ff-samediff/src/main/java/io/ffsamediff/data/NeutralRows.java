package io.ffsamediff.data;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The images of pairs with the neutral label. An executor that knows pairs computes with the images
 * themselves; as plain rows, a block is a copy, made when it is asked for.
 */
final class NeutralRows implements RowBlocks, AutoCloseable {

  private final PairBlocks pairs;
  private final List<INDArray> polarities_B1;
  private final IntSupplier revision;
  private final @Nullable INDArray[] copies_BI;

  /**
   * A view of {@code pairs}.
   *
   * @param polarities_B1 ones, an array a block
   * @param revision number of the images in {@code pairs}
   */
  NeutralRows(PairBlocks pairs, List<INDArray> polarities_B1, IntSupplier revision) {
    this.pairs = pairs;
    this.polarities_B1 = polarities_B1;
    this.revision = revision;
    this.copies_BI = new INDArray[polarities_B1.size()];
  }

  @Override
  public int rows() {
    return polarities_B1.stream().mapToInt(INDArray::rows).sum();
  }

  @Override
  public int blocks() {
    return polarities_B1.size();
  }

  @Override
  public int size(int block) {
    return polarities_B1.get(block).rows();
  }

  @Override
  public INDArray inputs(int block) {
    INDArray copy_BI = copies_BI[block];
    if (copy_BI == null) {
      copy_BI = HostArrays.matrix(size(block), width());
      copies_BI[block] = copy_BI; // each block is asked for by one thread at a time
    }
    fill(copy_BI, block);
    return copy_BI;
  }

  private void fill(INDArray copy_BI, int block) {
    FloatBuffer images = new HostFloats(pairs.images(block)).read();
    FloatBuffer scales = new HostFloats(pairs.neutralScales(block)).read();
    FloatBuffer heights = new HostFloats(pairs.neutralHeights(block)).read();
    FloatBuffer copy = new HostFloats(copy_BI).write();
    int labelEnd = pairs.labelOffset() + pairs.classes();
    for (int row = 0; row < size(block); row++) {
      for (int input = 0; input < width(); input++) {
        int at = row * width() + input;
        boolean label = input >= pairs.labelOffset() && input < labelEnd;
        copy.put(at, label ? heights.get(row) : scales.get(row) * images.get(at));
      }
    }
  }

  @Override
  public INDArray polarities(int block) {
    return polarities_B1.get(block);
  }

  @Override
  public int width() {
    return pairs.images(0).columns();
  }

  @Override
  public int revision() {
    return revision.getAsInt();
  }

  @Override
  public Optional<PairBlocks> neutralOf() {
    return Optional.of(pairs);
  }

  @Override
  public void close() {
    Stream.of(copies_BI).filter(Objects::nonNull).forEach(INDArray::close);
  }
}
