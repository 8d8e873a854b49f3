package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ffsamediff.Allocations;
import io.ffsamediff.train.EpochTotals;
import io.ffsamediff.train.LayerState;
import io.ffsamediff.train.StateProblem;
import io.ffsamediff.train.TrainingCursor;
import io.ffsamediff.train.TrainingState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {

  private static final TrainingState LIKE = RunFixture.state(0);
  private static final TrainingState FULL = RunFixture.freshFullState(0);

  @TempDir Path folder;
  private RunDirectory run;
  private CheckpointStore store;

  @BeforeEach
  void create() {
    run = RunFixture.create(folder);
    store = new CheckpointStore(run, 2);
  }

  @Test
  void latest_savedState_isTheSameBitForBit() {
    TrainingState state = RunFixture.state(3);
    state.layers().get(0).parameters()[0] = Float.intBitsToFloat(0x7FA1_2345);
    state.layers().get(0).parameters()[1] = -0f;

    store.save(state);

    assertSame(store.latest(LIKE), state);
  }

  @Test
  void latest_stateWithAllParts_isTheSameBitForBit() {
    TrainingState state = RunFixture.fullState(3);

    store.save(state);

    assertSame(store.latest(FULL), state);
  }

  @Test
  void latest_allPartsButNoBestYet_isTheSameBitForBit() {
    TrainingState state = RunFixture.freshFullState(3);

    store.save(state);

    assertSame(store.latest(FULL), state);
  }

  @Test
  void latest_arraysLongerThanAChunk_areTheSameBitForBit() {
    float[] parameters = new float[40_000];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i * 0.37f;
    }
    TrainingState state =
        new TrainingState(
            TrainingCursor.startOf(1),
            new EpochTotals(0, 0, 0, List.of()),
            List.of(new LayerState(parameters, new float[0], 0)));

    store.save(state);

    assertSame(store.latest(state), state);
  }

  @Test
  void save_thirdCheckpoint_keepsTheLastTwo() {
    store.save(RunFixture.state(1));
    store.save(RunFixture.state(2));
    store.save(RunFixture.state(3));

    assertThat(run.checkpoints().toFile().list())
        .containsExactlyInAnyOrder("00000002.ckpt", "00000003.ckpt");
    assertThat(store.latest(LIKE).next().epoch()).isEqualTo(3);
  }

  @Test
  void save_moreToKeep_keepsThem() {
    CheckpointStore three = new CheckpointStore(run, 3);
    for (int epoch = 1; epoch <= 5; epoch++) {
      three.save(RunFixture.state(epoch));
    }

    assertThat(run.checkpoints().toFile().list())
        .containsExactlyInAnyOrder("00000003.ckpt", "00000004.ckpt", "00000005.ckpt");
  }

  @Test
  void saveBest_numberedOnesDamaged_isTheLastResort() throws IOException {
    store.saveBest(RunFixture.state(1));
    flip(store.save(RunFixture.state(2)), 200);
    assertThat(store.latest(LIKE).next().epoch()).isEqualTo(1);

    store.save(RunFixture.state(3));
    assertThat(store.latest(LIKE).next().epoch()).isEqualTo(3);
  }

  @Test
  void save_fileThatMayNotGrow_leavesTheOlderOne() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/sh")));
    store.save(RunFixture.state(1));

    assertThat(SaveProgram.runWithSmallFiles(run.folder())).contains("File too large");
    assertThat(run.checkpoints().toFile().list()).containsExactly("00000001.ckpt");
    assertThat(store.latest(LIKE).next().epoch()).isEqualTo(1);
  }

  @Test
  void save_partialThatIsALink_leavesItsTargetAlone() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "mine");
    Files.createSymbolicLink(run.checkpoints().resolve("00000001.ckpt.partial"), outside);

    store.save(RunFixture.state(1));

    assertThat(outside).hasContent("mine");
    assertThat(run.checkpoints().toFile().list()).containsExactly("00000001.ckpt");
    assertThat(run.checkpoints().resolve("00000001.ckpt")).isRegularFile();
  }

  @Test
  void save_folderThatVanished_isNotMadeAgain() throws IOException {
    Folders.delete(run.folder());

    assertThatThrownBy(() -> store.save(RunFixture.state(2)))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("one that does not exist");
    assertThat(run.folder()).doesNotExist();
  }

  @Test
  void latest_damagedNewest_fallsBackToTheOneBefore() throws IOException {
    store.save(RunFixture.state(1));
    flip(store.save(RunFixture.state(2)), 200);

    assertThat(store.latest(LIKE).next().epoch()).isEqualTo(1);
  }

  @Test
  void save_afterADamagedOneWasPassedOver_keepsAsManySoundOnes() throws IOException {
    store.save(RunFixture.state(1));
    flip(store.save(RunFixture.state(2)), 200);
    assertThat(store.latest(LIKE).next().epoch()).isEqualTo(1);

    store.save(RunFixture.state(3));

    assertThat(run.checkpoints().toFile().list())
        .containsExactlyInAnyOrder("00000001.ckpt", "00000002.ckpt", "00000003.ckpt");
    store.save(RunFixture.state(4));
    assertThat(run.checkpoints().toFile().list())
        .containsExactlyInAnyOrder("00000003.ckpt", "00000004.ckpt");
  }

  @Test
  void latest_allDamaged_reportsTheNewest() throws IOException {
    flip(store.save(RunFixture.state(1)), 200);
    flip(store.save(RunFixture.state(2)), 200);

    assertThatThrownBy(() -> store.latest(LIKE))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("00000002.ckpt: expected content that agrees with its checksum");
  }

  @Test
  void latest_noCheckpoint_saysSo() {
    assertThatThrownBy(() -> store.latest(LIKE))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("checkpoints: expected a checkpoint, received none");
  }

  @Test
  void latest_leftoverOfACrashedWrite_isNoCheckpoint() throws IOException {
    store.save(RunFixture.state(1));
    Files.writeString(run.checkpoints().resolve("00000002.ckpt.partial"), "half");

    assertThat(store.latest(LIKE).next().epoch()).isEqualTo(1);
  }

  @Test
  void latest_tooLong_isRefused() throws IOException {
    Path file = store.save(RunFixture.state(1));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));

    assertThatThrownBy(() -> store.latest(LIKE))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining(
            "expected %d bytes, received a longer file of %d"
                .formatted(whole.length, whole.length + 1));
  }

  @Test
  void latest_otherFile_isNoCheckpoint() throws IOException {
    Files.writeString(run.checkpoints().resolve("00000001.ckpt"), "{}".repeat(100));

    assertThatThrownBy(() -> store.latest(LIKE))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected a checkpoint of ff, received another kind of file");
  }

  @Test
  void latest_newerVersion_isToldApartFromDamage() throws IOException {
    Path file = store.save(RunFixture.state(1));
    putInt(file, 24, CheckpointLayout.VERSION + 1);

    assertThatThrownBy(() -> store.latest(LIKE))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected checkpoint format 3 or older, received the newer format 4");
  }

  /** Of mark, version, length, identity, counts, numbers and sizes; then some of the values. */
  @Test
  void latest_anyFlippedBit_isAltered() throws IOException {
    Path file = store.save(RunFixture.fullState(1));
    byte[] whole = Files.readAllBytes(file);
    long header = CheckpointLayout.header(RunFixture.fullState(1));
    for (int bit = 0; bit < Byte.SIZE * whole.length; bit += bit < Byte.SIZE * header ? 1 : 13) {
      byte[] damaged = whole.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(file, damaged);
      assertThatThrownBy(() -> store.latest(FULL))
          .as("bit %d", bit)
          .isInstanceOf(RunFormatException.class)
          .hasMessageContaining(
              "expected content that agrees with its checksum, received altered content.");
    }
  }

  /** A stated length that was altered does not speak for a file that was not cut off. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 172, 479, 481, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
  void latest_anyStatedLength_isAltered(long stated) throws IOException {
    Path file = store.save(RunFixture.fullState(1));
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(28, stated);
    for (byte[] content : List.of(bytes, signed(bytes.clone()))) {
      Files.write(file, content);
      assertThatThrownBy(() -> store.latest(FULL))
          .isInstanceOf(RunFormatException.class)
          .hasMessageContaining("received altered content");
    }
  }

  @Test
  void latest_cutOffAnywhere_isToldApartFromAltered() throws IOException {
    Path file = store.save(RunFixture.fullState(1));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> store.latest(FULL))
          .hasMessageContaining("received a file cut off after " + length + ".");
    }
  }

  /** Counts of an altered header must not cost memory. */
  @Test
  void latest_hugeCounts_allocateNothingForThem() throws IOException {
    Path file = store.save(RunFixture.fullState(1));
    for (int position : new int[] {68, 72, 76, 80, 84}) {
      putInt(file, position, Integer.MAX_VALUE);
      long before = Allocations.ofThisThread();
      assertThatThrownBy(() -> store.latest(FULL)).isInstanceOf(RunFormatException.class);
      assertThat(Allocations.ofThisThread() - before).isLessThan(1 << 20);
    }
  }

  @Test
  void latest_stateThatIsNoneOfTheRun_fallsBackToTheOneBefore() {
    store.save(RunFixture.state(1));
    store.save(RunFixture.state(2));

    TrainingState found =
        store.latest(
            LIKE,
            state ->
                state.next().epoch() == 1
                    ? Optional.empty()
                    : Optional.of(new StateProblem("epoch 1", "2")));

    assertThat(found.next().epoch()).isEqualTo(1);
    assertThatThrownBy(() -> store.latest(LIKE, s -> Optional.of(new StateProblem("a", "b"))))
        .isInstanceOf(RunFormatException.class)
        .hasMessageEndingWith(
            "00000002.ckpt: expected a, received b. The file is damaged; an older checkpoint may be sound.");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 'at least 140 bytes, received a file cut off after 0'",
    "7, 'at least 140 bytes, received a file cut off after 7'",
    "139, 'at least 140 bytes, received a file cut off after 139'",
    "140, ' bytes, received a file cut off after 140'"
  })
  void latest_truncated_saysWhereItIsCutOff(int length, String message) throws IOException {
    Path file = store.save(RunFixture.fullState(1));
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

    assertThatThrownBy(() -> store.latest(FULL))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void latest_ofAnotherRun_isRefused() throws IOException {
    Path file = store.save(RunFixture.state(1));
    RunDirectory other =
        RunDirectory.create(
            folder.resolve("other"), RunFixture.CONFIG.replace("\"seed\": 7", "\"seed\": 8"));
    Files.copy(file, other.checkpoints().resolve("00000001.ckpt"));

    assertThatThrownBy(() -> new CheckpointStore(other, 2).latest(LIKE))
        .isInstanceOf(RunFormatException.class)
        .hasMessageEndingWith(
            "expected a checkpoint of this run, received one of another configuration. Of config.json only training.epochs, evaluation.every, checkpoints.*, device.* may change; restore the rest.");
  }

  @Test
  void latest_configurationChangedWhereItMay_isRead() throws IOException {
    store.save(RunFixture.state(1));
    Files.writeString(
        run.config(),
        RunFixture.CONFIG
            .replace("\"epochs\": 30", "\"epochs\": 60")
            .replace("\"seed\": 7,", "\"checkpoints\": {\"keep\": 3}, \"seed\": 7,"));

    assertThat(new CheckpointStore(run, 2).latest(LIKE).next().epoch()).isEqualTo(1);
  }

  @Test
  void latest_olderVersion_isToldApartFromDamage() throws IOException {
    Path file = store.save(RunFixture.state(1));
    putInt(file, 8, 2);

    assertThatThrownBy(() -> store.latest(LIKE))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected checkpoint format 3 or newer, received the older format 2");
  }

  @Test
  void latest_networkOfOtherSize_namesLayerAndBothSizes() {
    store.save(RunFixture.state(1));
    LayerState first = LIKE.layers().get(0);
    LayerState second = new LayerState(new float[9], new float[18], 0);
    TrainingState other = new TrainingState(LIKE.next(), LIKE.totals(), List.of(first, second));

    assertThatThrownBy(() -> store.latest(other))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected parameters of layer 2 9, received 8");
    TrainingState swapped =
        new TrainingState(
            LIKE.next(), LIKE.totals(), List.of(LIKE.layers().get(1), LIKE.layers().get(0)));
    assertThatThrownBy(() -> store.latest(swapped))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected parameters of layer 1 8, received 15");
  }

  @Test
  void latest_networkWithOtherLayers_namesBothCounts() {
    store.save(RunFixture.state(1));
    TrainingState other =
        new TrainingState(LIKE.next(), LIKE.totals(), List.of(LIKE.layers().get(0)));

    assertThatThrownBy(() -> store.latest(other))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected number of layers 1, received 2");
  }

  /** Places of {@link CheckpointLayout} in a file of two layers with totals, and a head. */
  @ParameterizedTest
  @CsvSource({
    " 68, 3, 'number of layers 2, received 3'",
    " 72, 1, 'number of layer totals 2, received 1'",
    " 76, 0, 'number of heads 1, received 0'",
    " 80, 0, 'number of averages 3, received 0'",
    " 84, 2, 'number of best weights 3, received 2'",
    "232, 9, 'parameters of layer 1 15, received 9'",
    "240, 9, 'optimiser values of layer 1 30, received 9'",
    "248, 9, 'mean activity of layer 1 3, received 9'",
    "272, 9, 'mean activity of layer 2 0, received 9'",
    "280, 9, 'parameters of the head 6, received 9'",
    "288, 9, 'optimiser values of the head 12, received 9'",
    "304, 9, 'averages of layer 1 15, received 9'",
    "320, 9, 'averages of the head 6, received 9'",
    "328, 9, 'best weights of layer 1 15, received 9'",
    "344, 9, 'best weights of the head 6, received 9'",
    "220, -1, 'an iteration from 0, received -1'",
    " 96, 2, 'a step of the run, received TrainingCursor[epoch=3, batch=2, layer=2, innerEpoch=3]'",
    "128, 0, 'waited since from 0, received 0, 42 and 3'",
    "132, -1, 'waited since from 0, received 3, -1 and 3'",
    "136, -1, 'waited since from 0, received 3, 42 and -1'",
  })
  void latest_numberThatDoesNotFit_isRefusedByName(int position, int value, String message)
      throws IOException {
    putInt(store.save(RunFixture.fullState(3)), position, value);

    assertThatThrownBy(() -> store.latest(FULL))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void latest_headInANetworkWithout_isRefused() {
    store.save(RunFixture.fullState(1));

    assertThatThrownBy(() -> store.latest(LIKE))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected number of heads 0, received 1");
  }

  @Test
  void latest_sizesThatFitInAFileTooLong_isRefused() throws IOException {
    Path file = store.save(RunFixture.fullState(1));
    byte[] longer = Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) + 4);
    ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putLong(28, longer.length);
    Files.write(file, signed(longer));

    assertThatThrownBy(() -> store.latest(FULL))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("expected length in bytes " + (longer.length - 4));
  }

  @Test
  void latest_mutatedBytes_alwaysEndsInOurException() throws IOException {
    Path file = store.save(RunFixture.fullState(1));
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(20261123);
    for (int round = 0; round < 1000; round++) {
      Files.write(file, mutate(whole, random));
      assertThatThrownBy(() -> store.latest(FULL))
          .as("round %d", round)
          .isInstanceOf(RunFormatException.class);
    }
  }

  /** Damage behind a checksum that agrees: sizes and cursor must still not be believed. */
  @Test
  void latest_mutatedHeaderWithFreshChecksum_isReadOrRefused() throws IOException {
    Path file = store.save(RunFixture.fullState(1));
    byte[] whole = Files.readAllBytes(file);
    int header = (int) CheckpointLayout.header(RunFixture.fullState(1));
    SplittableRandom random = new SplittableRandom(7);
    int refused = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] bytes = whole.clone();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        bytes[28 + random.nextInt(header - 28)] = (byte) random.nextInt();
      }
      Files.write(file, signed(bytes));
      refused += isRefused() ? 1 : 0;
    }
    assertThat(refused).isBetween(300, 990);
  }

  private boolean isRefused() {
    try {
      TrainingState state = store.latest(FULL);
      assertThat(state.layers().get(0).parameters()).hasSize(15);
      return false;
    } catch (RunFormatException e) {
      return true;
    }
  }

  private static byte[] mutate(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(2 * bytes.length)) : bytes;
  }

  private static byte[] signed(byte[] bytes) {
    int end = bytes.length - CheckpointLayout.FOOTER;
    byte[] sum = Digests.sha256().digest(Arrays.copyOf(bytes, end));
    System.arraycopy(sum, 0, bytes, end, sum.length);
    return bytes;
  }

  private static void flip(Path file, int position) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[position] ^= 1;
    Files.write(file, bytes);
  }

  private static void putInt(Path file, int position, int value) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(position, value);
    Files.write(file, signed(bytes));
  }

  private static void assertSame(TrainingState actual, TrainingState expected) {
    assertThat(actual)
        .usingRecursiveComparison(
            RecursiveComparisonConfiguration.builder()
                .withEqualsForType(CheckpointStoreTest::sameBits, float[].class)
                .build())
        .isEqualTo(expected);
  }

  private static boolean sameBits(float[] a, float[] b) {
    return Arrays.equals(bits(a), bits(b));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
