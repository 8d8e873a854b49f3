package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Bf16MatrixTest {

  @Test
  void allocate_anySize_beginsAtACacheLine() {
    for (int columns = 1; columns < 40; columns++) {
      try (Bf16Matrix matrix = Bf16Matrix.allocate(3, columns)) {
        assertThat(matrix.address() % 64).isZero();
      }
    }
  }

  @Test
  void views_shareTheMemory() {
    try (Bf16Matrix matrix = Bf16Matrix.allocate(10, 6)) {
      Bf16Matrix rows = matrix.rows(2, 5);
      Bf16Matrix columns = rows.transposed();

      assertThat(rows.address() - matrix.address()).isEqualTo(2 * 6 * Short.BYTES);
      assertThat(rows.rows(1, 3).address()).isEqualTo(matrix.rows(3, 5).address());
      assertThat(columns.rows()).isEqualTo(6);
      assertThat(columns.columns()).isEqualTo(3);
      assertThat(columns.rows(4, 5).address()).isEqualTo(rows.address() + 4 * Short.BYTES);
    }
  }

  @Test
  void close_ofAView_leavesTheMatrix() {
    try (Bf16Matrix matrix = Bf16Matrix.allocate(10, 6)) {
      long address = matrix.address();
      matrix.rows(0, 5).close();

      assertThat(matrix.address()).isEqualTo(address);
    }
  }

  @Test
  void rows_outsideTheMatrix_areRefused() {
    try (Bf16Matrix matrix = Bf16Matrix.allocate(10, 6)) {
      assertThatThrownBy(() -> matrix.rows(3, 11))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rows: expected a range within 10 rows, received 3 to 11");
      assertThatThrownBy(() -> matrix.rows(3, 3)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> matrix.get(10, 0))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("(10, 0) of 10 x 6");
    }
  }

  @Test
  void allocate_empty_isRefused() {
    assertThatThrownBy(() -> Bf16Matrix.allocate(0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("matrix: expected at least one row and column, received 0 x 5");
  }
}
