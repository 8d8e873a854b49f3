package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.Dataset.Split;
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
    try (FullBatchRows rows = new FullBatchRows(data, encoder, 3)) {
      assertThat(rows.rows()).isEqualTo(2 * EXAMPLES);
      assertThat(rows.blocks()).isEqualTo(6);
      assertThat(rows.size(4)).isEqualTo(1);
      rows.setNegatives(negatives_N);
      assertShows(rows, encoder, kind, negatives_N);

      int[] others_N = wrong(2);
      rows.setNegatives(others_N);
      assertShows(rows, encoder, kind, others_N);
    }
  }

  private void assertShows(
      FullBatchRows rows, RowEncoder encoder, InputNormalization kind, int[] negatives_N) {
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
    try (Batches batches = Batches.of(data, encoder, 3, 100)) {
      batches.startEpoch(order_N, negatives_N);
      assertThat(batches.count()).isEqualTo(3);
      for (int b = 0; b < batches.count(); b++) {
        RowBlocks rows = batches.batch(b);
        int pairs = b == 2 ? 1 : 3;
        assertThat(rows.rows()).isEqualTo(2 * pairs);
        assertThat(rows.blocks()).isEqualTo(1);
        for (int r = 0; r < rows.rows(); r++) {
          int index = order_N[3 * b + r % pairs];
          boolean positive = r < pairs;
          assertRow(
              rows.inputs(0).getRow(r).toFloatVector(),
              TinyDatasets.reference(
                  data, index, positive ? data.label(index) : negatives_N[index], encoder, kind));
          assertThat(rows.polarities(0).getFloat(r, 0)).isEqualTo(positive ? 1 : -1);
        }
      }
    }
  }

  @Test
  void miniBatches_batchDividesTheData_leaveNoRest() {
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
    try (Batches batches = Batches.of(data.first(6), encoder, 3, 4)) {
      batches.startEpoch(new int[] {0, 1, 2, 3, 4, 5}, negatives_N);

      assertThat(batches.count()).isEqualTo(2);
      assertThat(batches.batch(1).rows()).isEqualTo(6);
      assertThat(batches.batch(1).blocks()).isEqualTo(2);
      assertThat(batches.batch(1).size(1)).isEqualTo(2);
    }
  }

  @Test
  void batches_batchAsLargeAsTheData_isOneFullBatch() {
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
    try (Batches batches = Batches.of(data, encoder, EXAMPLES, 4)) {
      batches.startEpoch(new int[0], negatives_N);

      assertThat(batches.count()).isEqualTo(1);
      assertThat(batches.batch(0)).isInstanceOf(FullBatchRows.class);
    }
  }

  @Test
  void hiddenRows_ofFullBatch_haveItsBlocksAndPolarities() {
    RowEncoder encoder = TinyDatasets.overlay(InputNormalization.L2);
    try (FullBatchRows first = new FullBatchRows(data, encoder, 3);
        HiddenRows hidden = new HiddenRows(first, 5)) {
      for (int block = 0; block < first.blocks(); block++) {
        hidden.inputs(block).assign(block + 1);
      }

      assertThat(hidden.rows()).isEqualTo(first.rows());
      assertThat(hidden.width()).isEqualTo(5);
      for (int block = 0; block < first.blocks(); block++) {
        assertThat(hidden.size(block)).isEqualTo(first.size(block));
        assertThat(hidden.inputs(block).shape()).containsExactly(first.size(block), 5);
        assertThat(hidden.inputs(block).meanNumber().intValue()).isEqualTo(block + 1);
        assertThat(hidden.polarities(block)).isSameAs(first.polarities(block));
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
