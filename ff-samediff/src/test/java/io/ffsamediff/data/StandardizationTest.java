package io.ffsamediff.data;

import static io.ffsamediff.data.TableDatasetTest.line;
import static io.ffsamediff.data.TableDatasetTest.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.DataConfig;
import io.ffsamediff.config.DataConfig.ExampleLimit;
import io.ffsamediff.config.DataConfig.Scaling;
import io.ffsamediff.data.Dataset.Split;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardizationTest {

  private static final ExampleLimit ALL = new ExampleLimit.All();

  @Test
  void apply_toTraining_agreesWithTheFormulaInDoubles() {
    Dataset data = noise(200, 5);

    Dataset standardised = Standardization.of(data).apply(data);

    for (int column = 0; column < 3; column++) {
      double mean = 0;
      for (int i = 0; i < 200; i++) {
        mean += line(data, i)[column] / 200.0;
      }
      double variance = 0;
      for (int i = 0; i < 200; i++) {
        variance += Math.pow(line(data, i)[column] - mean, 2) / 200;
      }
      for (int i = 0; i < 200; i++) {
        double expected = (line(data, i)[column] - mean) / Math.sqrt(variance);
        assertThat((double) line(standardised, i)[column]).isCloseTo(expected, within(1e-6));
      }
    }
    assertThat(standardised.labels()).isEqualTo(data.labels());
    assertThat(standardised.standardization()).contains(Standardization.of(data));
  }

  /** 0.1 is no sum of powers of two: summed 99 times, its mean is another number. */
  @Test
  void apply_toConstantColumn_givesZero() {
    float[] values_ND = new float[3 * 99];
    for (int i = 0; i < 99; i++) {
      values_ND[3 * i] = i;
      values_ND[3 * i + 1] = 0.1f;
      values_ND[3 * i + 2] = -1e30f;
    }
    Standardization standardization = Standardization.of(table(values_ND, new int[99]));

    Dataset other = standardization.apply(table(new float[] {49, 0.1f, 7}, 0));

    assertThat(standardization.deviations().subList(1, 3)).containsExactly(0.0, 0.0);
    assertThat(line(other, 0)).containsExactly(0, 0, 0);
  }

  @Test
  void apply_toOtherExamples_takesTheNumbersOfTraining() {
    Standardization standardization =
        Standardization.of(table(new float[] {1, 10, 0, 3, 30, 0}, 0, 1));

    Dataset other = standardization.apply(table(new float[] {4, 10, 5}, 2));

    assertThat(standardization.means()).containsExactly(2.0, 20.0, 0.0);
    assertThat(standardization.deviations()).containsExactly(1.0, 10.0, 0.0);
    assertThat(line(other, 0)).containsExactly(2, -1, 0);
  }

  @Test
  void apply_thatOverflows_namesExampleAndColumn() {
    Standardization standardization =
        Standardization.of(table(new float[] {1, 0, 0, 1, 1e-20f, 0}, 0, 1));

    assertThatThrownBy(() -> standardization.apply(table(new float[] {1, 1e30f, 0}, 0)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "flowers (TRAIN): expected numbers that are finite when standardised, received Infinity at example 0, column 2 (b). Correct or leave out the example.");
  }

  @Test
  void apply_twiceOrToOtherColumns_isAMistake() {
    Dataset data = noise(4, 6);
    Standardization standardization = Standardization.of(data);
    Dataset twice = standardization.apply(data);
    Standardization narrow = new Standardization(List.of(0.0), List.of(1.0));

    assertThatThrownBy(() -> standardization.apply(twice))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> narrow.apply(data)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Standardization(List.of(0.0), List.of(-1.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Standardization(List.of(0.0), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Standardization.of(DatasetTest.dataset(1, 1, new byte[] {1}, 0)).apply(data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("toy is no table");
  }

  /** Neither examples held back, nor those left out, nor those of the test may tell anything. */
  @Test
  void prepared_looksAtExamplesThatAreLearntFromAlone() {
    Dataset train = noise(20, 7);
    Dataset test = noise(9, 8);
    DataConfig config = new DataConfig("x", new ExampleLimit.First(15), ALL, 5, Scaling.AUTO);

    TrainTest prepared = new TrainTest(train, test).prepared(config);

    Standardization expected = Standardization.of(train.first(10));
    assertThat(prepared.train().standardization()).contains(expected);
    assertThat(prepared.train().size()).isEqualTo(10);
    assertThat(line(prepared.test(), 3)).isEqualTo(line(expected.apply(test), 3));
    assertThat(line(prepared.validation().orElseThrow(), 2))
        .isEqualTo(line(expected.apply(train), 12));
  }

  @Test
  void prepared_withoutScalingOrOfImages_leavesInputsAsTheyAre() {
    Dataset table = noise(6, 9);
    Dataset images = TinyDatasets.bands(Split.TRAIN, 6, 1);

    assertThat(new TrainTest(table, table).prepared(config(Scaling.NONE)).train()).isSameAs(table);
    assertThat(new TrainTest(table, table).prepared(config(Scaling.STANDARDIZE)).train())
        .isNotSameAs(table);
    assertThat(new TrainTest(images, images).prepared(config(Scaling.AUTO)).train())
        .isSameAs(images);
  }

  private static DataConfig config(Scaling scaling) {
    return new DataConfig("x", ALL, ALL, 0, scaling);
  }

  private static Dataset noise(int examples, long seed) {
    Random random = new Random(seed);
    float[] values_ND = new float[3 * examples];
    for (int i = 0; i < values_ND.length; i++) {
      values_ND[i] = (float) (random.nextGaussian() * 3 - 100 + i % 3 * 200);
    }
    return table(values_ND, random.ints(examples, 0, 3).toArray());
  }
}
