package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockSizeTest {

  private static final List<LayerSpec> KERAS =
      List.of(Layers.mean(784, 500), Layers.mean(500, 500));

  @Test
  void derive_kerasNetwork_isThisManyRowsForEachThread() {
    assertThat(BlockSize.derive(KERAS, 60_000, 1)).isEqualTo(1144);
    assertThat(BlockSize.derive(KERAS, 60_000, 2)).isEqualTo(1134);
    assertThat(BlockSize.derive(KERAS, 60_000, 16)).isEqualTo(1072);
  }

  @Test
  void derive_smallBatch_isSharedByTheThreads() {
    assertThat(BlockSize.derive(KERAS, 100, 1)).isEqualTo(200);
    assertThat(BlockSize.derive(KERAS, 100, 2)).isEqualTo(100);
    assertThat(BlockSize.derive(KERAS, 101, 2)).isEqualTo(102);
  }

  @Test
  void derive_workTooSmallForAThread_isOneBlock() {
    assertThat(BlockSize.derive(List.of(Layers.mean(16, 8)), 100, 2)).isEqualTo(200);
    assertThat(BlockSize.derive(KERAS, 1, 8)).isEqualTo(2);
  }

  @Test
  void derive_widerLayers_giveFewerRowsButNeverNone() {
    assertThat(BlockSize.derive(List.of(Layers.mean(784, 4000)), 60_000, 1)).isEqualTo(192);
    assertThat(BlockSize.derive(List.of(Layers.mean(10, 1 << 19)), 60_000, 1)).isEqualTo(64);
  }
}
