package io.ffsamediff.data;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch of the first layer, each image once, with the labels of its positive and of its negative
 * beside it. As plain rows, a block is shown with its positive labels, then with its negative ones,
 * by moving the label within the image's row: even blocks are positive, odd ones negative.
 */
public final class PairRows implements LabelledRows {

  private static final int NO_LABEL = -1;

  private final RowEncoder encoder;
  private final int width;
  private final int classes;
  private final List<RowRange> ranges;
  private final int blockPairs;
  private final INDArray x_PI;
  private final INDArray positives_PC;
  private final INDArray negatives_PC;
  private final HostFloats positiveLabels;
  private final HostFloats negativeLabels;
  private final INDArray neutralScales_P1;
  private final INDArray neutralHeights_P1;
  private final HostFloats neutralScales;
  private final HostFloats neutralHeights;
  private final List<INDArray> neutralScales_B1;
  private final List<INDArray> neutralHeights_B1;
  private final INDArray ones_B1;
  private final INDArray minusOnes_B1;
  private final List<HostFloats> images;
  private final List<INDArray> images_BI;
  private final List<INDArray> positiveLabels_BC;
  private final List<INDArray> negativeLabels_BC;
  private final List<INDArray> positive_B1;
  private final List<INDArray> negative_B1;
  private final float[] heights_P;
  private final int[] positives_P;
  private final int[] negatives_P;
  private final int[] shown_P;
  private final View view = new View();
  private final NeutralRows neutral;
  private int revision;
  private int labelRevision;

  /**
   * Allocates room for {@code pairs} images.
   *
   * @param blockRows rows of a block, positives and negatives; it holds half as many images
   */
  public PairRows(int pairs, RowEncoder encoder, int blockRows) {
    this.encoder = encoder;
    this.width = encoder.inputs();
    this.classes = encoder.labels().classes();
    this.blockPairs = Math.max(1, blockRows / 2);
    this.ranges = RowRange.split(pairs, blockPairs);
    this.x_PI = HostArrays.matrix(pairs, width);
    this.positives_PC = HostArrays.matrix(pairs, classes);
    this.negatives_PC = HostArrays.matrix(pairs, classes);
    this.positiveLabels = new HostFloats(positives_PC);
    this.negativeLabels = new HostFloats(negatives_PC);
    this.images_BI = blocksOf(x_PI);
    this.images = images_BI.stream().map(HostFloats::new).toList();
    this.positiveLabels_BC = blocksOf(positives_PC);
    this.negativeLabels_BC = blocksOf(negatives_PC);
    this.neutralScales_P1 = HostArrays.matrix(pairs, 1).assign(1);
    this.neutralHeights_P1 = HostArrays.matrix(pairs, 1);
    this.neutralScales = new HostFloats(neutralScales_P1);
    this.neutralHeights = new HostFloats(neutralHeights_P1);
    this.neutralScales_B1 = blocksOf(neutralScales_P1);
    this.neutralHeights_B1 = blocksOf(neutralHeights_P1);
    int largest = ranges.get(0).size();
    this.ones_B1 = HostArrays.matrix(largest, 1).assign(1);
    this.minusOnes_B1 = HostArrays.matrix(largest, 1).assign(-1);
    this.positive_B1 = ranges.stream().map(r -> HostArrays.rows(ones_B1, 0, r.size())).toList();
    this.negative_B1 =
        ranges.stream().map(r -> HostArrays.rows(minusOnes_B1, 0, r.size())).toList();
    this.heights_P = new float[pairs];
    this.positives_P = new int[pairs];
    this.negatives_P = new int[pairs];
    this.shown_P = new int[pairs];
    Arrays.fill(shown_P, NO_LABEL);
    this.neutral = new NeutralRows(view, positive_B1, this::revision);
  }

  private List<INDArray> blocksOf(INDArray matrix) {
    return ranges.stream().map(r -> HostArrays.rows(matrix, r.from(), r.to())).toList();
  }

  /** Takes over the images and labels of a stage that holds as many. */
  void load(StagedPairs stage) {
    for (int block = 0; block < ranges.size(); block++) {
      RowRange range = ranges.get(block);
      images
          .get(block)
          .write()
          .put(0, stage.images_PI(), range.from() * width, Math.multiplyExact(range.size(), width));
    }
    for (int pair = 0; pair < heights_P.length; pair++) {
      shown_P[pair] = NO_LABEL;
      setLabels(
          pair, stage.heights_P()[pair], stage.positives_P()[pair], stage.negatives_P()[pair]);
    }
    revision++;
  }

  /** Encodes example {@code index} as pair {@code pair}, whose negative has the same label. */
  void encode(int pair, Dataset data, int index, float[] row_I) {
    float height = encoder.encode(data, index, row_I, 0);
    images.get(pair / blockPairs).write().put(pair % blockPairs * width, row_I, 0, width);
    shown_P[pair] = NO_LABEL;
    setLabels(pair, height, data.label(index), data.label(index));
    revision++;
  }

  private void setLabels(int pair, float height, int positive, int negative) {
    int start = pair * classes;
    FloatBuffer labels_PC = positiveLabels.write();
    labels_PC.put(start + positives_P[pair], 0f);
    labels_PC.put(start + positive, height);
    heights_P[pair] = height;
    positives_P[pair] = positive;
    neutralScales.write().put(pair, (float) encoder.neutralScale(height));
    neutralHeights.write().put(pair, (float) encoder.neutralHeight(height));
    setNegative(pair, negative);
  }

  @Override
  public int examples() {
    return heights_P.length;
  }

  @Override
  public int label(int example) {
    return positives_P[example];
  }

  /**
   * Copies the normalised image of pair {@code pair}, zeros where the label goes. Different images
   * may be copied at the same time.
   *
   * @param row_I receives the I floats
   * @return the normalised height of the image's label
   */
  float image(int pair, float[] row_I) {
    show(pair, NO_LABEL);
    images.get(pair / blockPairs).read().get(pair % blockPairs * width, row_I, 0, width);
    return heights_P[pair];
  }

  /** The same images with the neutral label, which speaks for no class; one view for all calls. */
  public RowBlocks neutral() {
    return neutral;
  }

  /** Sets the label of the negative of pair {@code pair}. */
  public void setNegative(int pair, int label) {
    int start = pair * classes;
    FloatBuffer labels_PC = negativeLabels.write();
    labels_PC.put(start + negatives_P[pair], 0f);
    labels_PC.put(start + label, heights_P[pair]);
    negatives_P[pair] = label;
    labelRevision++;
  }

  @Override
  public int rows() {
    return 2 * heights_P.length;
  }

  @Override
  public int blocks() {
    return 2 * ranges.size();
  }

  @Override
  public int size(int block) {
    return ranges.get(block / 2).size();
  }

  @Override
  public INDArray inputs(int block) {
    int[] labels_P = isPositive(block) ? positives_P : negatives_P;
    RowRange range = ranges.get(block / 2);
    for (int pair = range.from(); pair < range.to(); pair++) {
      show(pair, labels_P[pair]);
    }
    return images_BI.get(block / 2);
  }

  private void show(int pair, int label) {
    int shown = shown_P[pair];
    if (shown == label) {
      return;
    }
    FloatBuffer rows = images.get(pair / blockPairs).write();
    int start = pair % blockPairs * width + encoder.labels().offset();
    if (shown != NO_LABEL) {
      rows.put(start + shown, 0f);
    }
    if (label != NO_LABEL) {
      rows.put(start + label, heights_P[pair]);
    }
    shown_P[pair] = label;
  }

  @Override
  public INDArray polarities(int block) {
    return (isPositive(block) ? positive_B1 : negative_B1).get(block / 2);
  }

  private static boolean isPositive(int block) {
    return block % 2 == 0;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int revision() {
    return revision;
  }

  @Override
  public Optional<PairBlocks> pairs() {
    return Optional.of(view);
  }

  /** The rows as pairs. */
  private final class View implements PairBlocks {

    @Override
    public int blocks() {
      return ranges.size();
    }

    @Override
    public INDArray images(int block) {
      RowRange range = ranges.get(block);
      for (int pair = range.from(); pair < range.to(); pair++) {
        show(pair, NO_LABEL);
      }
      return images_BI.get(block);
    }

    @Override
    public INDArray positiveLabels(int block) {
      return positiveLabels_BC.get(block);
    }

    @Override
    public INDArray negativeLabels(int block) {
      return negativeLabels_BC.get(block);
    }

    @Override
    public int labelRevision() {
      return labelRevision;
    }

    @Override
    public INDArray neutralScales(int block) {
      return neutralScales_B1.get(block);
    }

    @Override
    public INDArray neutralHeights(int block) {
      return neutralHeights_B1.get(block);
    }

    @Override
    public int labelOffset() {
      return encoder.labels().offset();
    }

    @Override
    public int classes() {
      return classes;
    }
  }

  @Override
  public void close() {
    neutral.close();
    List.of(
            x_PI,
            positives_PC,
            negatives_PC,
            neutralScales_P1,
            neutralHeights_P1,
            ones_B1,
            minusOnes_B1)
        .forEach(INDArray::close);
  }
}
