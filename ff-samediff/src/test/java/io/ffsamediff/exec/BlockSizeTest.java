package io.ffsamediff.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.AutoCount;
import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.DeviceConfig.ExecutorKind;
import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.graph.LayerSpec;
import io.ffsamediff.graph.Layers;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockSizeTest {

  private static final List<LayerSpec> KERAS =
      List.of(Layers.mean(784, 500), Layers.mean(500, 500));

  @Test
  void derive_kerasNetwork_isThisManyRowsForEachThread() {
    assertThat(BlockSize.derive(KERAS, 60_000, floats(1))).isEqualTo(1144);
    assertThat(BlockSize.derive(KERAS, 60_000, floats(2))).isEqualTo(1134);
    assertThat(BlockSize.derive(KERAS, 60_000, floats(16))).isEqualTo(1072);
  }

  @Test
  void derive_smallBatch_isOneBlockWhoseProductsAreShared() {
    assertThat(BlockSize.derive(KERAS, 100, floats(1))).isEqualTo(200);
    assertThat(BlockSize.derive(KERAS, 100, floats(2))).isEqualTo(200);
    assertThat(BlockSize.derive(KERAS, 576, floats(2))).isEqualTo(1152);
    assertThat(BlockSize.derive(KERAS, 577, floats(2))).isEqualTo(578);
    assertThat(BlockSize.derive(KERAS, 100, device(2, MatmulPrecision.BF16))).isEqualTo(200);
  }

  @Test
  void derive_workTooSmallForAThread_isOneBlock() {
    List<LayerSpec> small = List.of(Layers.mean(16, 8));
    assertThat(BlockSize.derive(small, 100, floats(2))).isEqualTo(200);
    assertThat(BlockSize.derive(KERAS, 1, floats(8))).isEqualTo(2);
  }

  @Test
  void derive_widerLayers_giveFewerRowsButNeverNone() {
    assertThat(BlockSize.derive(List.of(Layers.mean(784, 4000)), 60_000, floats(1))).isEqualTo(192);
    assertThat(BlockSize.derive(List.of(Layers.mean(10, 1 << 19)), 60_000, floats(1)))
        .isEqualTo(64);
  }

  private static DeviceConfig floats(int threads) {
    return device(threads, MatmulPrecision.F32);
  }

  private static DeviceConfig device(int threads, MatmulPrecision precision) {
    return new DeviceConfig(
        DeviceType.CPU,
        ExecutorKind.COMPILED,
        new AutoCount.Fixed(threads),
        new AutoCount.Auto(),
        precision);
  }
}
