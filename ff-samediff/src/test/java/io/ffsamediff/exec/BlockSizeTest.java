package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.graph.Layers;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockSizeTest {

  @Test
  void derive_kerasNetwork_isThisManyRows() {
    assertThat(BlockSize.derive(List.of(Layers.mean(784, 500), Layers.mean(500, 500))))
        .isEqualTo(2304);
  }

  @Test
  void derive_widerLayers_giveFewerRowsButNeverNone() {
    assertThat(BlockSize.derive(List.of(Layers.mean(784, 4000)))).isEqualTo(448);
    assertThat(BlockSize.derive(List.of(Layers.mean(10, 1 << 19)))).isEqualTo(64);
  }
}
