package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.Standardization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelStoreTest {

  @TempDir Path folder;
  private RunDirectory run;
  private ModelStore store;

  @BeforeEach
  void create() {
    run = RunFixture.create(folder);
    store = new ModelStore(run);
  }

  @Test
  void load_savedModel_givesFilesAndDescription() throws IOException {
    save("one", "two");

    ModelStore.Saved model = store.load();

    assertThat(model.layers()).hasSize(2);
    assertThat(model.layers().get(1)).hasFileName("layer-2.fb").hasContent("two");
    assertThat(model.description().classes()).isEqualTo(10);
    assertThat(model.description().configJson()).contains("\"name\" : \"tiny\"");
    assertThat(run.folder()).isDirectoryNotContaining("glob:**model.*");
  }

  @Test
  void load_modelWithHead_givesItsFile() throws IOException {
    saveWithHead("soft", "one");

    assertThat(store.load().layers()).hasSize(1);
    assertThat(store.load().head().orElseThrow()).hasFileName("head.fb").hasContent("soft");
    assertThat(Files.readString(run.model().resolve("model.json"))).contains("\"head\" : {");
  }

  @Test
  void load_modelOfColourImagesWithNames_givesBoth() throws IOException {
    save("one");
    assertThat(store.load().description().shape()).isEqualTo(ImageShape.grey(28, 28));
    assertThat(store.load().description().className(3)).isEqualTo("3");

    store.save(
        new ModelStore.Facts(
            "0.1.0",
            3072,
            new ImageShape(3, 32, 32),
            2,
            List.of("cat", "dög"),
            null,
            RunFixture.CONFIG,
            1,
            false),
        new Texts("no head", "one"));

    ModelDescription description = store.load().description();
    assertThat(description.shape()).isEqualTo(new ImageShape(3, 32, 32));
    assertThat(description.className(1)).isEqualTo("dög");
    replace("\"channels\" : 3", "\"channels\" : 4");
    assertRefused(
        "model.json: expected 3 channels of an image in colour, or none told, received 4");
    replace("\"channels\" : 4", "\"channels\" : 3");
    replace("\"cat\", ", "");
    assertRefused("model.json: expected a name for each of 2 classes, received 1 names");
  }

  @Test
  void load_modelWithoutHead_hasNone() throws IOException {
    save("one");

    assertThat(store.load().head()).isEmpty();
    assertThat(Files.readString(run.model().resolve("model.json"))).doesNotContain("\"head\"");
  }

  @Test
  void load_modelOfTable_givesItsColumnsAndNumbersBitForBit() throws IOException {
    ModelDescription.TableInputs table =
        new ModelDescription.TableInputs(
            List.of("a", "ü"),
            new Standardization(List.of(0.1 + 0.2, -1e300), List.of(0.0, Double.MIN_VALUE)));
    save(table);

    assertThat(store.load().description().table()).isEqualTo(table);
    replace("\"a\", ", "");
    assertRefused(
        "model.json: expected a table of 2 columns, received names or deviations of another number");
  }

  @Test
  void load_modelOfTableWithNegativeDeviation_isRefused() throws IOException {
    save(
        new ModelDescription.TableInputs(
            List.of(), new Standardization(List.of(1.0, 2.0), List.of(3.5, 4.5))));
    replace("3.5", "-3.5");

    assertRefused("model.json: expected the JSON that ff wrote, received ");
  }

  @Test
  void load_modelOfTableAsItIs_hasNoNumbers() throws IOException {
    save(new ModelDescription.TableInputs(List.of(), null));

    assertThat(Files.readString(run.model().resolve("model.json"))).doesNotContain("deviations");
    assertThat(store.load().description().table())
        .isEqualTo(new ModelDescription.TableInputs(List.of(), null));
  }

  private void save(ModelDescription.TableInputs table) {
    store.save(
        new ModelStore.Facts(
            "0.1.0", 5, ImageShape.grey(1, 2), 3, List.of(), table, RunFixture.CONFIG, 1, false),
        new Texts("no head", "one"));
  }

  @Test
  void load_alteredHead_namesTheChecksum() throws IOException {
    saveWithHead("soft", "one");
    Files.writeString(run.model().resolve("head.fb"), "sofT");

    assertRefused("head.fb: expected SHA-256 ");
  }

  @Test
  void load_truncatedHead_namesBothLengths() throws IOException {
    saveWithHead("soft", "one");
    Files.writeString(run.model().resolve("head.fb"), "so");

    assertRefused("head.fb: expected 4 bytes, received 2 bytes");
  }

  @Test
  void load_missingHead_namesIt() throws IOException {
    saveWithHead("soft", "one");
    Files.delete(run.model().resolve("head.fb"));

    assertRefused("head.fb: expected a part of the model, received no file");
  }

  @Test
  void load_headThatPointsElsewhere_isRefused() throws IOException {
    saveWithHead("soft", "one");
    replace("head.fb", "layer-1.fb");

    assertRefused("model.json: expected the file name head.fb, received layer-1.fb");
  }

  @Test
  void save_again_replacesTheModel() throws IOException {
    save("one", "two", "three");
    save("new");

    assertThat(store.load().layers()).hasSize(1);
    assertThat(run.model().toFile().list()).containsExactlyInAnyOrder("layer-1.fb", "model.json");
    assertThat(run.folder()).isDirectoryNotContaining("glob:**model.*");
  }

  @Test
  void save_failureInAPart_leavesTheModelBefore() throws IOException {
    save("one");

    assertThatThrownBy(() -> store.save(facts(2, true), new Texts("no space", "new", "new")))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("No space left on device");
    assertThat(store.load().layers().get(0)).hasContent("one");
  }

  @Test
  void load_crashBetweenTheTwoRenames_takesTheModelBefore() throws IOException {
    save("one");
    Files.move(run.model(), run.folder().resolve("model.old"));

    assertThat(store.load().layers().get(0)).hasContent("one");
    save("two");
    assertThat(store.load().layers().get(0)).hasContent("two");
    assertThat(run.folder()).isDirectoryNotContaining("glob:**model.*");
  }

  @Test
  void load_noModel_saysHowToGetOne() {
    assertThatThrownBy(store::load)
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("model: expected the trained model, received none")
        .hasMessageContaining("has no checkpoint; train it again");
  }

  /** Each with what helps. */
  @Test
  void load_noModelOfARunThatStopped_saysWhatToDo() throws IOException {
    Files.writeString(Files.createDirectories(run.checkpoints()).resolve("epoch"), "x");
    assertThatThrownBy(store::load).hasMessageContaining("continue it with: ff train --resume");

    RunFixture.manifest().diverged(RunFixture.START, "why").write(run);
    assertThatThrownBy(store::load)
        .hasMessageContaining("It diverged; train it again with other settings.");
  }

  @Test
  void load_truncatedLayer_namesBothLengths() throws IOException {
    save("one", "second layer");
    Files.writeString(run.model().resolve("layer-2.fb"), "second");

    assertRefused("layer-2.fb: expected 12 bytes, received 6 bytes");
  }

  @Test
  void load_alteredLayer_namesTheChecksum() throws IOException {
    save("one", "two");
    Files.writeString(run.model().resolve("layer-2.fb"), "twO");

    assertRefused("layer-2.fb: expected SHA-256 3fc4ccfe745870e2c0d99f71f30ff0656c8dedd4");
  }

  @Test
  void load_missingLayer_namesIt() throws IOException {
    save("one", "two");
    Files.delete(run.model().resolve("layer-1.fb"));

    assertRefused("layer-1.fb: expected a part of the model, received no file");
  }

  @Test
  void load_missingDescription_namesIt() throws IOException {
    save("one");
    Files.delete(run.model().resolve("model.json"));

    assertRefused("model.json: expected a file of the run, received none");
  }

  @Test
  void load_newerVersion_isToldApartFromDamage() throws IOException {
    save("one");
    replace("\"formatVersion\" : 1", "\"formatVersion\" : 2");

    assertRefused("model.json: expected model format 1, received the newer format 2");
  }

  @Test
  void load_versionThatIsNoNumber_isDamaged() throws IOException {
    save("one");
    replace("\"formatVersion\" : 1", "\"formatVersion\" : \"x\"");

    assertRefused("model.json: expected model format 1, received \"x\"");
  }

  @Test
  void load_descriptionThatIsNoJson_isDamaged() throws IOException {
    save("one");
    Files.writeString(run.model().resolve("model.json"), "{\"formatVersion\": 1");

    assertRefused("model.json: expected the JSON that ff wrote, received");
  }

  @Test
  void load_descriptionWithoutInputs_isDamaged() throws IOException {
    save("one");
    replace("\"inputs\" : 784,", "");

    assertRefused("model.json: expected the JSON that ff wrote, received");
  }

  @Test
  void load_descriptionThatPointsElsewhere_isRefused() throws IOException {
    save("one");
    replace("layer-1.fb", "../config.json");

    assertRefused("model.json: expected the file name layer-1.fb, received ../config.json");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"inputs\" : 784', '\"inputs\" : 0', '1 to 2147483647 inputs, received 0.'",
    "'\"height\" : 28', '\"height\" : -28', '1 to 32768 rows of an image, received -28.'",
    "'\"width\" : 28', '\"width\" : 65536', '1 to 32768 columns, received 65536.'",
    "'\"classes\" : 10', '\"classes\" : 1', '2 to 256 classes, received 1.'",
    "'\"classes\" : 10', '\"classes\" : 257', '2 to 256 classes, received 257.'"
  })
  void load_sizeThatNoDataHas_isRefused(String sound, String wrong, String message)
      throws IOException {
    save("one");
    replace(sound, wrong);

    assertRefused("model.json: expected " + message);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(store::load)
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining(message);
  }

  private void replace(String old, String replacement) throws IOException {
    Path file = run.model().resolve("model.json");
    String json = Files.readString(file);
    assertThat(json).contains(old);
    Files.writeString(file, json.replace(old, replacement));
  }

  private void save(String... layers) {
    store.save(facts(layers.length, false), new Texts("no head", layers));
  }

  private void saveWithHead(String head, String layer) {
    store.save(facts(1, true), new Texts(head, layer));
  }

  private static ModelStore.Facts facts(int layers, boolean head) {
    return new ModelStore.Facts(
        "0.1.0",
        784,
        ImageShape.grey(28, 28),
        10,
        List.of(),
        null,
        RunFixture.CONFIG,
        layers,
        head);
  }

  /** Parts that are texts; the head "no space" fails. */
  private static final class Texts implements ModelStore.PartWriter {

    private final String head;
    private final String[] layers;

    Texts(String head, String... layers) {
      this.head = head;
      this.layers = layers;
    }

    @Override
    public void writeLayer(int layer, Path file) throws IOException {
      Files.writeString(file, layers[layer]);
    }

    @Override
    public void writeHead(Path file) throws IOException {
      if (head.equals("no space")) {
        throw new IOException("No space left on device");
      }
      Files.writeString(file, head);
    }
  }
}
