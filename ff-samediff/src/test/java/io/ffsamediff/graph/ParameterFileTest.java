package io.ffsamediff.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.Allocations;
import io.ffsamediff.graph.ParameterFile.Parameter;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The oracle is SameDiff's own loader, which nothing but tests may call. */
class ParameterFileTest {

  private static final List<Parameter> LAYER =
      List.of(new Parameter("kernel", List.of(2L, 3L)), new Parameter("bias", List.of(3L)));
  private static final float[] KERNEL = {1, 2, 3, 4, 5, 6};
  private static final float[] BIAS = {7, 8, 9};
  private static final long MAX_ALLOCATED = 1 << 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"4, 3, true", "1, 1, true", "1, 5, false", "7, 1, true", "784, 70, true"})
  void read_fileOfLayerGraph_isWhatSameDiffLoads(int inputs, int units, boolean useBias) {
    LayerSpec spec = layer(inputs, units, useBias);
    Path file = folder.resolve("layer.fb");
    try (LayerParameters parameters = new LayerParameters(spec)) {
      parameters.set(anyBits(spec.parameters()));
      LayerGraph.save(parameters, file);
    }
    SameDiff oracle = SameDiff.load(file.toFile(), true);

    try (LayerParameters loaded = LayerGraph.load(spec, file)) {
      assertSameBits(loaded.kernel(), oracle.getVariable("kernel").getArr());
      assertThat(loaded.bias().isPresent()).isEqualTo(useBias);
      loaded.bias().ifPresent(bias -> assertSameBits(bias, oracle.getVariable("bias").getArr()));
    }
  }

  @Test
  void read_fileOfSoftmaxHead_isWhatSameDiffLoads() {
    HeadSpec spec = new HeadSpec(List.of(2, 3), List.of(30, 20), 10);
    Path file = folder.resolve("head.fb");
    try (HeadParameters parameters = new HeadParameters(spec)) {
      parameters.set(anyBits(510));
      SoftmaxHead.save(parameters, file);
    }
    SameDiff oracle = SameDiff.load(file.toFile(), true);

    try (HeadParameters loaded = SoftmaxHead.load(spec, file)) {
      SoftmaxHead.variables(loaded)
          .forEach((name, values) -> assertSameBits(values, oracle.getVariable(name).getArr()));
    }
  }

  @Test
  void read_fileOfSameDiffInFortranOrder_isWhatSameDiffLoads() {
    SameDiff sd = SameDiff.create();
    INDArray kernel = Nd4j.create(anyBits(6), new long[] {2, 3}, 'c').dup('f');
    sd.var("kernel", kernel);
    sd.var("bias", Nd4j.create(BIAS));
    sd.constant("another", Nd4j.create(DataType.DOUBLE, 4, 4));
    Path file = saved(sd);
    INDArray oracle = SameDiff.load(file.toFile(), true).getVariable("kernel").getArr();
    assertThat(oracle.ordering()).isEqualTo('f');

    float[] read = ParameterFile.read(file, LAYER);

    assertThat(bits(Arrays.copyOf(read, 6))).isEqualTo(bits(oracle.dup('c').data().asFloat()));
    assertThat(Arrays.copyOfRange(read, 6, 9)).isEqualTo(BIAS);
  }

  @Test
  void read_littleEndianValues_areTheValues() throws IOException {
    byte[] bytes =
        new FlatFiles()
            .variable("bias", FlatFiles.THREE, (byte) 5, ByteOrder.LITTLE_ENDIAN, BIAS)
            .variable("kernel", FlatFiles.TWO_BY_THREE, KERNEL)
            .bytes();

    assertThat(ParameterFile.read(file(bytes), LAYER)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  /** Longer than a chunk, so that chunks are put together. */
  @Test
  void read_manyValues_areComplete() throws IOException {
    float[] values = anyBits(40_000);
    long[] shape = {1, 40_000, 1, 8192, 1, 'c'};
    Path file = file(new FlatFiles().variable("bias", shape, values).bytes());

    float[] read = ParameterFile.read(file, List.of(new Parameter("bias", List.of(40_000L))));

    assertThat(bits(read)).isEqualTo(bits(values));
  }

  /** SameDiff makes an object of each class that the configuration names. */
  @Test
  void read_fileWithTrainingConfiguration_isRefusedBeforeItIsParsed() throws IOException {
    Path file = file(sound().trainingConfig("{\"@class\": \"java.lang.Runtime\"}").bytes());

    assertRefused(
        file,
        "a SameDiff file of parameters alone, received one with a training configuration. It is not opened, since such a file can name code to run; save it without.");
  }

  @Test
  void read_fileThatSameDiffSavedWhileTraining_isRefused() {
    SameDiff sd = SameDiff.create();
    sd.var("kernel", Nd4j.create(new float[][] {{1, 2, 3}, {4, 5, 6}}));
    SDVariable bias = sd.var("bias", Nd4j.create(BIAS));
    sd.setLossVariables(bias.sum());
    sd.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Adam(0.1))
            .dataSetFeatureMapping("x")
            .markLabelsUnused()
            .build());

    assertRefused(saved(sd), "received one with a training configuration");
  }

  @Test
  void read_fileWithUpdaterState_isRefused() throws IOException {
    assertRefused(
        file(sound().updaterState().bytes()), "received one with the state of an updater");
  }

  @Test
  void read_parameterTwice_isRefused() throws IOException {
    byte[] bytes = sound().variable("bias", FlatFiles.THREE, BIAS).bytes();

    assertRefused(file(bytes), "expected one bias, received another of that name.");
  }

  @Test
  void read_parameterMissing_isRefused() throws IOException {
    byte[] bytes = new FlatFiles().variable("bias", FlatFiles.THREE, BIAS).bytes();

    assertRefused(file(bytes), "expected kernel of shape [2, 3], received none.");
  }

  @Test
  void read_otherDataType_isRefused() throws IOException {
    byte[] bytes =
        new FlatFiles().variable("bias", FlatFiles.THREE, (byte) 6, (byte) 1, new byte[24]).bytes();

    assertRefused(file(bytes), "expected bias of data type 5 (float), received 6.");
  }

  @Test
  void read_unknownByteOrder_isRefused() throws IOException {
    byte[] bytes =
        new FlatFiles()
            .variable("bias", FlatFiles.THREE, (byte) 5, (byte) 2, new byte[12])
            .variable("kernel", FlatFiles.TWO_BY_THREE, KERNEL)
            .bytes();

    assertRefused(file(bytes), "expected byte order 0 or 1 of bias, received 2.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 11, 13, 16})
  void read_moreOrFewerBytesThanTheShapeSays_areRefused(int length) throws IOException {
    byte[] bytes =
        new FlatFiles()
            .variable("bias", FlatFiles.THREE, (byte) 5, (byte) 1, new byte[length])
            .bytes();

    assertRefused(file(bytes), "expected 12 bytes of bias, received " + length + ".");
  }

  /** Position in the shape information of the kernel, what is put there, and what is said. */
  @ParameterizedTest
  @CsvSource({
    "0, 3, 'shape information of kernel, received 8 numbers for 3 dimensions.'",
    "0, -1, 'shape information of kernel, received 8 numbers for -1 dimensions.'",
    "0, 9223372036854775807, 'received 8 numbers for 9223372036854775807 dimensions.'",
    "1, 3, 'kernel of shape [2, 3], received [3, 3].'",
    "2, -3, 'kernel of shape [2, 3], received [2, -3].'",
    "3, 1, 'stride 3 in dimension 0 of kernel, received 1.'",
    "4, 0, 'stride 1 in dimension 1 of kernel, received 0.'",
    "7, 102, 'stride 1 in dimension 0 of kernel, received 3.'",
    "7, 0, 'order c (99) or f (102) of kernel, received 0.'"
  })
  void read_otherShapeInformation_isRefused(int at, long value, String message) throws IOException {
    long[] info = FlatFiles.TWO_BY_THREE.clone();
    info[at] = value;

    assertRefused(file(new FlatFiles().variable("kernel", info, KERNEL).bytes()), message);
  }

  @Test
  void read_everyTruncation_isRefused() throws IOException {
    byte[] whole = sound().bytes();
    assertThat(ParameterFile.read(file(whole), LAYER)).hasSize(9);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(file(Arrays.copyOf(whole, length)), "inside the file's " + length + " bytes");
    }
  }

  /** Also counts of two thousand million, offsets before and behind the file, and loops. */
  @Test
  void read_everyFlippedBit_isReadOrRefusedWithinTheBound() throws IOException {
    byte[] whole = sound().bytes();
    int refused = 0;
    for (int bit = 0; bit < Byte.SIZE * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      refused += isRefused(file(damaged)) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(whole.length);
  }

  private boolean isRefused(Path file) {
    long before = Allocations.ofThisThread();
    try {
      assertThat(ParameterFile.read(file, LAYER)).hasSize(9);
      return false;
    } catch (ParameterFileException e) {
      assertThat(e)
          .hasMessageStartingWith(file + ": expected ")
          .hasMessageContaining(", received ");
      return true;
    } finally {
      assertThat(Allocations.ofThisThread() - before).isLessThan(MAX_ALLOCATED);
    }
  }

  /** A thousand parameters whose values are the same bytes must not become a thousand copies. */
  @Test
  void read_parametersThatShareTheirValues_areRefusedBeforeMemoryIsTaken() throws IOException {
    FlatFiles shared = new FlatFiles();
    List<Parameter> thousand = new ArrayList<>();
    shared.variable("p0", new long[] {1, 10_000, 1, 8192, 1, 'c'}, new float[10_000]);
    for (int i = 0; i < 1000; i++) {
      thousand.add(new Parameter("p" + i, List.of(10_000L)));
      if (i > 0) {
        shared.sameArray("p" + i);
      }
    }
    Path file = file(shared.bytes());
    long before = Allocations.ofThisThread();

    assertThatThrownBy(() -> ParameterFile.read(file, thousand))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageContaining("expected the values of all parameters inside the file's ")
        .hasMessageContaining("received 40000000 bytes at byte 0.");
    assertThat(Allocations.ofThisThread() - before).isLessThan(10 << 20);
  }

  @Test
  void read_missingFile_saysSo() {
    assertRefused(
        folder.resolve("none.fb"),
        "none.fb: expected a readable file of parameters, received no file of that name.");
  }

  private static FlatFiles sound() {
    return new FlatFiles()
        .variable("kernel", FlatFiles.TWO_BY_THREE, KERNEL)
        .variable("bias", FlatFiles.THREE, BIAS);
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> ParameterFile.read(file, LAYER))
        .isInstanceOf(ParameterFileException.class)
        .hasMessageStartingWith(file + ": expected ")
        .hasMessageContaining(message);
  }

  private static LayerSpec layer(int inputs, int units, boolean useBias) {
    LayerSpec mean = Layers.mean(inputs, units);
    return useBias
        ? mean
        : Layers.spec(
            inputs, units, false, mean.config().goodness(), mean.config().threshold(), null, null);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("parameters.fb"), bytes);
  }

  private Path saved(SameDiff sd) {
    Path file = folder.resolve("samediff.fb");
    sd.save(file.toFile(), true);
    return file;
  }

  /** Numbers and bits that are none. */
  private static float[] anyBits(int count) {
    SplittableRandom random = new SplittableRandom(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    return values;
  }

  private static void assertSameBits(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(bits(actual.dup('c').data().asFloat()))
        .isEqualTo(bits(expected.dup('c').data().asFloat()));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
