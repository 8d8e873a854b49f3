package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.Dataset.Split;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class RowBlocksTest {

  private static final int EXAMPLES = 7;

  private final Dataset data = TinyDatasets.bands(Split.TRAIN, EXAMPLES, 3);
  private final int[] negatives_N = wrong(1);

  static Stream<Arguments> encoders() {
    return Stream.of(InputNormalization.values())
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of(TinyDatasets.overlay(kind), kind),
                    Arguments.of(TinyDatasets.append(kind), kind)));
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void fullBatch_eachBlock_showsTrueLabelsThenNegativeLabels(
      RowEncoder encoder, InputNormalization kind) {
    try (Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), EXAMPLES, 6)) {
      RowBlocks rows = batches.batch(0);
      assertThat(rows.rows()).isEqualTo(2 * EXAMPLES);
      assertThat(rows.blocks()).isEqualTo(6);
      assertThat(rows.size(4)).isEqualTo(1);
      batches.startEpoch(new int[0], negatives_N, 0);
      assertShows(rows, encoder, kind, negatives_N);

      int[] others_N = wrong(2);
      batches.startEpoch(new int[0], others_N, 0);
      assertShows(rows, encoder, kind, others_N);
    }
  }

  private void assertShows(
      RowBlocks rows, RowEncoder encoder, InputNormalization kind, int[] negatives_N) {
    for (int block = 0; block < rows.blocks(); block++) {
      INDArray x_BI = rows.inputs(block);
      INDArray p_B1 = rows.polarities(block);
      assertThat(x_BI.rows()).isEqualTo(rows.size(block)).isEqualTo(p_B1.rows());
      for (int r = 0; r < rows.size(block); r++) {
        int index = block / 2 * 3 + r;
        boolean positive = block % 2 == 0;
        assertRow(
            x_BI.getRow(r).toFloatVector(),
            TinyDatasets.reference(
                data, index, positive ? data.label(index) : negatives_N[index], encoder, kind));
        assertThat(p_B1.getFloat(r, 0)).isEqualTo(positive ? 1 : -1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void miniBatches_eachBatch_holdsItsPositivesThenItsNegatives(
      RowEncoder encoder, InputNormalization kind) {
    int[] order_N = {6, 2, 4, 0, 1, 3, 5};
    try (Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), 3, 100)) {
      batches.startEpoch(order_N, negatives_N, 0);
      assertThat(batches.count()).isEqualTo(3);
      for (int b = 0; b < batches.count(); b++) {
        RowBlocks rows = batches.batch(b);
        int pairs = b == 2 ? 1 : 3;
        assertThat(rows.rows()).isEqualTo(2 * pairs);
        assertThat(rows.blocks()).isEqualTo(2);
        for (int block = 0; block < 2; block++) {
          for (int r = 0; r < pairs; r++) {
            int index = order_N[3 * b + r];
            int label = block == 0 ? data.label(index) : negatives_N[index];
            assertRow(
                rows.inputs(block).getRow(r).toFloatVector(),
                TinyDatasets.reference(data, index, label, encoder, kind));
            assertThat(rows.polarities(block).getFloat(r, 0)).isEqualTo(block == 0 ? 1 : -1);
          }
        }
      }
    }
  }

  @Test
  void miniBatches_secondEpochAndAnyBatchFirst_showTheRightExamples() {
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
    try (Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), 3, 100)) {
      batches.startEpoch(new int[] {6, 2, 4, 0, 1, 3, 5}, negatives_N, 0);
      batches.batch(0);
      batches.startEpoch(new int[] {5, 4, 3, 2, 1, 0, 6}, wrong(2), 0);

      for (int b : new int[] {1, 0, 2, 1}) {
        RowBlocks rows = batches.batch(b);
        int index = b == 2 ? 6 : 5 - 3 * b;
        assertRow(
            rows.inputs(1).getRow(0).toFloatVector(),
            TinyDatasets.reference(data, index, wrong(2)[index], encoder, InputNormalization.L2));
      }
    }
  }

  @Test
  void miniBatches_nextBatch_hasAnotherRevision() {
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
    try (Batches<PairRows> batches = Batches.of(data.first(6), encoder, Optional.empty(), 3, 100)) {
      batches.startEpoch(new int[] {0, 1, 2, 3, 4, 5}, negatives_N, 0);
      int first = batches.batch(0).revision();

      assertThat(batches.batch(1).revision()).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void pairs_imageAndLabels_addUpToTheRows(RowEncoder encoder, InputNormalization kind) {
    try (Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), EXAMPLES, 6)) {
      batches.startEpoch(new int[0], negatives_N, 0);
      RowBlocks rows = batches.batch(0);
      PairBlocks pairs = rows.pairs().orElseThrow();
      assertThat(pairs.blocks()).isEqualTo(3);
      for (int pass = 0; pass < 2; pass++) {
        for (int block = 0; block < pairs.blocks(); block++) {
          rows.inputs(2 * block + pass);
          INDArray images_BI = pairs.images(block);
          for (int r = 0; r < images_BI.rows(); r++) {
            int index = 3 * block + r;
            double[] positive_I =
                TinyDatasets.reference(data, index, data.label(index), encoder, kind);
            double[] negative_I =
                TinyDatasets.reference(data, index, negatives_N[index], encoder, kind);
            assertLabelled(images_BI, pairs.positiveLabels(block), r, pairs, positive_I);
            assertLabelled(images_BI, pairs.negativeLabels(block), r, pairs, negative_I);
          }
        }
      }
    }
  }

  private static void assertLabelled(
      INDArray images_BI, INDArray labels_BC, int row, PairBlocks pairs, double[] expected_I) {
    float[] x_I = images_BI.getRow(row).toFloatVector();
    for (int label = 0; label < pairs.classes(); label++) {
      assertThat(x_I[pairs.labelOffset() + label]).isZero();
      x_I[pairs.labelOffset() + label] = labels_BC.getFloat(row, label);
    }
    assertRow(x_I, expected_I);
  }

  @Test
  void miniBatches_batchDividesTheData_leaveNoRest() {
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
    try (Batches<PairRows> batches = Batches.of(data.first(6), encoder, Optional.empty(), 3, 4)) {
      batches.startEpoch(new int[] {0, 1, 2, 3, 4, 5}, negatives_N, 0);

      assertThat(batches.count()).isEqualTo(2);
      assertThat(batches.batch(1).rows()).isEqualTo(6);
      assertThat(batches.batch(1).blocks()).isEqualTo(4);
      assertThat(batches.batch(1).size(3)).isEqualTo(1);
    }
  }

  @Test
  void batches_batchAsLargeAsTheData_isOneFullBatch() {
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
    try (Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), EXAMPLES, 4)) {
      batches.startEpoch(new int[0], negatives_N, 0);

      assertThat(batches.count()).isEqualTo(1);
      assertThat(batches.batch(0).rows()).isEqualTo(2 * EXAMPLES);
    }
  }

  @Test
  void hiddenRows_ofPairs_joinPositivesAndNegativesOfABlock() {
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
    try (Batches<PairRows> batches = Batches.of(data, encoder, Optional.empty(), EXAMPLES, 6);
        HiddenRows hidden = new HiddenRows(batches.batch(0), 5);
        HiddenRows above = new HiddenRows(hidden, 4)) {
      RowBlocks first = batches.batch(0);
      for (int block = 0; block < first.blocks(); block++) {
        assertThat(hidden.receive(block).shape()).containsExactly(first.size(block), 5);
        hidden.receive(block).assign(block + 1);
      }

      assertThat(hidden.rows()).isEqualTo(first.rows());
      assertThat(hidden.width()).isEqualTo(5);
      assertThat(hidden.blocks()).isEqualTo(3);
      for (int block = 0; block < hidden.blocks(); block++) {
        int pairs = first.size(2 * block);
        assertThat(hidden.size(block)).isEqualTo(2 * pairs);
        for (int r = 0; r < 2 * pairs; r++) {
          boolean positive = r < pairs;
          assertThat(hidden.inputs(block).getInt(r, 4)).isEqualTo(2 * block + (positive ? 1 : 2));
          assertThat(hidden.polarities(block).getInt(r, 0)).isEqualTo(positive ? 1 : -1);
        }
        assertThat(above.size(block)).isEqualTo(hidden.size(block));
        assertThat(above.polarities(block)).isEqualTo(hidden.polarities(block));
      }
    }
  }

  @Test
  void imageBlock_lastBlock_saysHowManyRowsItFilled() {
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
    try (ImageBlock block = new ImageBlock(4, encoder)) {
      assertThat(block.fill(data, 0)).isEqualTo(4);
      assertThat(block.fill(data, 4)).isEqualTo(3);

      double[] labelled_I = TinyDatasets.reference(data, 4, 0, encoder, InputNormalization.L2);
      assertThat((double) block.labelHeights().getFloat(0, 0))
          .isCloseTo(labelled_I[0], within(1e-6));
      labelled_I[0] = 0;
      assertRow(block.inputs().getRow(0).toFloatVector(), labelled_I);
    }
  }

  private int[] wrong(int shift) {
    int[] negatives = data.labels();
    for (int i = 0; i < negatives.length; i++) {
      negatives[i] = (negatives[i] + shift) % TinyDatasets.CLASSES;
    }
    return negatives;
  }

  private static void assertRow(float[] actual_I, double[] expected_I) {
    assertThat(actual_I).hasSize(expected_I.length);
    for (int i = 0; i < expected_I.length; i++) {
      assertThat((double) actual_I[i]).as("input %d", i).isCloseTo(expected_I[i], within(1e-6));
    }
  }
}
