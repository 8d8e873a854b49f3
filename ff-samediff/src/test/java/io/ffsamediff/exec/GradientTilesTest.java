package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientTilesTest {

  @ParameterizedTest
  @CsvSource({"784, 500, 128", "784, 2048, 32", "784, 2100, 32", "784, 500000, 32", "20, 500, 20"})
  void of_anyUnits_hasTilesOfWholeKernelRowsThatCoverAllInputs(int inputs, int units, int rows) {
    GradientTiles tiles = GradientTiles.of(inputs, units);

    assertThat(tiles.rows()).isEqualTo(rows);
    assertThat(tiles.from(0)).isZero();
    for (int tile = 1; tile < tiles.count(); tile++) {
      assertThat(tiles.from(tile)).isEqualTo(tiles.to(tile - 1));
    }
    assertThat(tiles.to(tiles.count() - 1)).isEqualTo(inputs);
  }
}
