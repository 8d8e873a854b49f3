package io.ffsamediff.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.LabelConfig;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.graph.LayerParameters;
import io.ffsamediff.graph.LayerSpec;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FFNetworkTest {

  private static final int INPUTS = 300;

  @Test
  void specs_ofLayers_chainTheirWidths() {
    assertThat(FFNetwork.specs(Runs.config().network(), 36).stream().map(LayerSpec::inputs))
        .containsExactly(36, 12);
  }

  @Test
  void initialise_glorotUniform_staysInItsLimitsAndFillsThem() {
    double limit = Math.sqrt(6.0 / (INPUTS + 200));
    double[] kernel = values("glorot_uniform", true);

    assertThat(Arrays.stream(kernel).boxed()).allMatch(w -> Math.abs(w) <= limit);
    assertThat(deviation(kernel)).isCloseTo(limit / Math.sqrt(3), within(limit * 0.01));
    assertThat(mean(kernel)).isCloseTo(0, within(limit * 0.01));
  }

  @Test
  void initialise_lecunNormal_hasVarianceOfOneOverInputsAndNoTail() {
    double deviation = Math.sqrt(1.0 / INPUTS);
    double[] kernel = values("lecun_normal", true);

    assertThat(deviation(kernel)).isCloseTo(deviation, within(deviation * 0.01));
    assertThat(Arrays.stream(kernel).boxed())
        .allMatch(w -> Math.abs(w) <= 2 * deviation / 0.8796 + 1e-9);
  }

  @Test
  void initialise_biases_areZeroUnlessAsked() {
    assertThat(values("glorot_uniform", false)).containsOnly(0);
  }

  @Test
  void parameters_setAndRead_areViewsOfOneVector() {
    LayerSpec spec = FFNetwork.specs(Runs.config().network(), 4).get(0);
    try (LayerParameters parameters = new LayerParameters(spec)) {
      float[] values = new float[spec.parameters()];
      IntStream.range(0, values.length).forEach(i -> values[i] = i);
      parameters.set(values);

      assertThat(parameters.toArray()).isEqualTo(values);
      assertThat(parameters.kernel().getFloat(1, 2)).isEqualTo(14);
      assertThat(parameters.bias().orElseThrow().getFloat(3)).isEqualTo(4 * 12 + 3);
      assertThatThrownBy(() -> parameters.set(new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("parameters: expected 60 values, received 3");
    }
  }

  private static double[] values(String initializer, boolean kernel) {
    try (FFNetwork network =
        FFNetwork.initialise(
            Runs.config(
                    "network.layers.0.units=200",
                    "network.layers.0.kernelInitializer=" + initializer)
                .network(),
            new RowEncoder(
                new LabelEncoder(
                    new LabelConfig.Overlay(new LabelConfig.Strength.ImageMaximum()), INPUTS, 3),
                InputNormalization.L2),
            new RandomStreams(1))) {
      float[] all = network.layers().get(0).toArray();
      int from = kernel ? 0 : INPUTS * 200;
      int to = kernel ? INPUTS * 200 : all.length;
      return IntStream.range(from, to).mapToDouble(i -> all[i]).toArray();
    }
  }

  private static double mean(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        IntStream.range(0, values.length)
            .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
            .average()
            .orElseThrow());
  }
}
