package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.config.OptimizerConfig.Adam;
import io.ffsamediff.config.OptimizerConfig.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ConfigOverridesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          training.epocs=3 | --set training.epocs: expected one of type, epochs, layerEpochs, batchSize, optimizer, schedule, averaging, earlyStopping, received "epocs". Did you mean "epochs"?
          trainin.epochs=3 | --set trainin.epochs: expected one of name, seed, data, network, labels, negatives, augmentation, training, evaluation, checkpoints, device, cluster, received "trainin". Did you mean "training"?
          labels.colour=3 | --set labels.colour: expected one of type, strength, received "colour". See docs/configuration.md for all keys.
          training.epochs.x=3 | --set training.epochs.x: expected no further key, received "x". See docs/configuration.md for all keys.
          foo | --set foo: expected key=value, received no value. Write it as in --set training.epochs=3.
          =3 | --set =3: expected key=value, received no value. Write it as in --set training.epochs=3.
          training..epochs=3 | --set training..epochs: expected one of type, epochs, layerEpochs, batchSize, optimizer, schedule, averaging, earlyStopping, received "". See docs/configuration.md for all keys.
          network.layers.2.units=3 | --set network.layers.2.units: expected the index of an element, 0 to 1, received "2". Or set the whole list: --set KEY=[...].
          network.layers.-1.units=3 | --set network.layers.-1.units: expected the index of an element, 0 to 1, received "-1". Or set the whole list: --set KEY=[...].
          network.layers.first=3 | --set network.layers.first: expected the index of an element, 0 to 1, received "first". Or set the whole list: --set KEY=[...].
          evaluation.layers.0=1 | --set evaluation.layers.0: expected a list that has elements, received "0". Or set the whole list: --set KEY=[...].
          data={"name": | --set data: expected JSON, received {"name":. Unexpected end-of-input within/between Object entries.
          training.epochs=-1 | /training/epochs: expected a whole number of at least 1, received -1. Choose such a value. It was given by --set training.epochs=-1.
          training.epochs=many | /training/epochs: expected a whole number of at least 1, received "many". Write a number without quotes. It was given by --set training.epochs=many.
          training.epochs= | /training/epochs: expected a whole number of at least 1, received "". Write a number without quotes. It was given by --set training.epochs=.
          data={"name":"mnist","tarinExamples":1} | /data/tarinExamples: expected one of the keys name, trainExamples, testExamples, validationExamples, scaling, received "tarinExamples". Did you mean "trainExamples"? It was given by --set data={"name":"mnist","tarinExamples":1}.
          negatives.type=shufled | /negatives/type: expected "shuffled", "wrong-label", "hard" or "hybrid", received "shufled". Did you mean "shuffled"? It was given by --set negatives.type=shufled.
          """)
  void set_mistake_isReported(String option, String message) {
    assertThat(Configs.messageOf(() -> Configs.minimal(option))).isEqualTo("tiny.json: " + message);
  }

  @Test
  void set_mistakesAndFileMistakes_areReportedTogether() {
    String json = Configs.with("/training/epochs", "0");
    ConfigException refusal =
        Configs.refusal(() -> ConfigReader.parse("tiny.json", json, List.of("sede=1", "seed=x")));
    assertThat(refusal.problems())
        .extracting(ConfigProblem::pointer)
        .containsExactly("--set sede", "/seed", "/training/epochs");
  }

  @Test
  void set_wrongValueInFile_isReplaced() {
    String json = Configs.with("/training/epochs", "\"two\"");
    assertThat(ConfigReader.parse("tiny.json", json, List.of("training.epochs=2")))
        .isEqualTo(Configs.minimal());
  }

  @Test
  void set_sectionAbsentFromFile_isMade() {
    String json = Configs.with("/data", "");
    assertThat(ConfigReader.parse("tiny.json", json, List.of("data.name=mnist")))
        .isEqualTo(Configs.minimal());
  }

  @Test
  void set_belowSomethingThatIsNoObject_leavesTheMistakeOfTheFile() {
    String json = Configs.with("/data", "\"mnist\"");
    ConfigException refusal =
        Configs.refusal(
            () -> ConfigReader.parse("tiny.json", json, List.of("data.trainExamples=5")));
    assertThat(refusal.problems()).extracting(ConfigProblem::pointer).containsExactly("/data");
  }

  @Test
  void set_rootThatIsNoObject_leavesTheMistakeOfTheFile() {
    ConfigException refusal =
        Configs.refusal(() -> ConfigReader.parse("tiny.json", "[]", List.of("seed=5")));
    assertThat(refusal.problems()).extracting(ConfigProblem::received).containsExactly("[]");
  }

  @Test
  void set_optimizerOfOneLayer_comesIntoBeing() {
    RunConfig config = Configs.minimal("network.layers.1.optimizer.learningRate=0.5");
    assertThat(config.network().goodnessLayers().get(0).optimizer()).isNull();
    assertThat(config.network().goodnessLayers().get(1).optimizer())
        .isEqualTo(new Adam(0.5, 0.9, 0.999, 1e-7));
  }

  @Test
  void set_optimizerOfOneLayerOfAnotherKind_comesIntoBeing() {
    RunConfig config =
        Configs.minimal(
            "network.layers.1.optimizer.type=sgd", "network.layers.1.optimizer.momentum=0.5");
    assertThat(config.network().goodnessLayers().get(1).optimizer())
        .isEqualTo(new Sgd(0.01, 0.5, false, 0));
  }

  @Test
  void set_elementOfAList_isReplaced() {
    RunConfig config =
        Configs.minimal(
            "evaluation.layers=[1,2]", "evaluation.layers.0=2", "evaluation.layers.1=1");
    assertThat(config.evaluation().layers()).isEqualTo(new LayerSelection.Of(List.of(2, 1)));
  }

  @Test
  void set_twice_takesTheLast() {
    assertThat(Configs.minimal("seed=4", "seed=5").seed()).isEqualTo(5);
  }

  @Test
  void set_numberOrQuotedTextForAText_isText() {
    assertThat(Configs.minimal("name=2024").name()).isEqualTo("2024");
    assertThat(Configs.minimal("name=\"quoted\"").name()).isEqualTo("quoted");
  }

  @Test
  void set_keyOfAnotherKind_isReportedUnlessTheKindIsChosenToo() {
    assertThat(appliedTo("{}", "pick.weight=2", "pick.type=heavy"))
        .isEqualTo("{\"pick\":{\"type\":\"heavy\",\"weight\":2}}");
  }

  @Test
  void setType_keysThatOnlyTheDefaultBrought_areDropped() {
    assertThat(appliedTo("{}", "pick.type=heavy")).isEqualTo("{\"pick\":{\"type\":\"heavy\"}}");
  }

  @Test
  void setType_keysThatTheUserGave_stayAndAreReported() {
    assertThat(appliedTo("{}", "pick.size=4", "pick.type=heavy"))
        .isEqualTo("{\"pick\":{\"type\":\"heavy\",\"size\":4}}");
    assertThat(appliedTo("{\"pick\":{\"type\":\"light\",\"size\":4}}", "pick.type=heavy"))
        .isEqualTo("{\"pick\":{\"type\":\"heavy\",\"size\":4}}");
  }

  /** A union whose default object has keys of its own. */
  record Sample(
      @Key(value = "Pick.", defaultValue = "{\"type\": \"light\", \"size\": 3}") Pick pick) {}

  /** Its kinds. */
  sealed interface Pick {
    @Tag(value = "light", meaning = "Light.")
    record Light(@Key(value = "Size.", defaultValue = "1") int size) implements Pick {}

    @Tag(value = "heavy", meaning = "Heavy.")
    record Heavy(@Key(value = "Weight.", defaultValue = "1") int weight) implements Pick {}
  }

  private static String appliedTo(String json, String... options) {
    List<ConfigProblem> problems = new ArrayList<>();
    ObjectNode root = (ObjectNode) StrictJson.parse("sample", json);
    ConfigOverrides overrides = new ConfigOverrides(problems);
    for (String option : options) {
      overrides.apply(Shapes.fields(Sample.class), root, option);
    }
    assertThat(problems).isEmpty();
    return JsonText.compact(root);
  }
}
