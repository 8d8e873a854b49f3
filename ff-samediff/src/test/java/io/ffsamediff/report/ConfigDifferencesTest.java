package io.ffsamediff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigDifferencesTest {

  @Test
  void of_configurations_namesKeysAsSetDoes() {
    ConfigDifferences found =
        differences(
            "{'seed': 1, 'network': {'layers': [{'units': 5}, {'units': 6}]}, 'list': [1, 2]}",
            "{'seed': 1, 'network': {'layers': [{'units': 5}, {'units': 7}]}, 'list': [1]}");

    assertThat(found.differences())
        .extracting(ConfigDifferences.Difference::key)
        .containsExactly("list", "network.layers.1.units");
    assertThat(found.differences().get(1).texts()).containsExactly("6", "7");
    assertThat(found.differences().get(0).texts()).containsExactly("[1,2]", "[1]");
    assertThat(found.equal()).isEqualTo(2);
  }

  @Test
  void of_keyThatOneLacks_hasADashBesideItsSiblings() {
    ConfigDifferences found =
        differences(
            "{'optimizer': {'type': 'sgd'}, 'last': 1}",
            "{'optimizer': {'type': 'adam', 'beta1': 0.9}, 'last': 2}");

    assertThat(found.differences())
        .extracting(ConfigDifferences.Difference::key)
        .containsExactly("optimizer.type", "optimizer.beta1", "last");
    assertThat(found.differences().get(1).texts()).containsExactly("–", "0.9");
  }

  @Test
  void of_equalConfigurations_findsNothing() {
    ConfigDifferences found = differences("{'a': null, 'b': {}}", "{'a': null, 'b': {}}");

    assertThat(found.differences()).isEmpty();
    assertThat(found.equal()).isEqualTo(1);
  }

  @Test
  void texts_controlCharacters_areNotShown() {
    ConfigDifferences found = differences("{'a\\u001b[2J': 'x\\u001b[2J'}", "{}");

    assertThat(found.differences().get(0).shownKey()).isEqualTo("a?[2J");
    assertThat(found.differences().get(0).texts()).containsExactly("x?[2J", "–");
  }

  private static ConfigDifferences differences(String... configs) {
    JsonMapper json = JsonMapper.builder().build();
    List<JsonNode> trees =
        List.of(configs).stream().map(config -> json.readTree(config.replace('\'', '"'))).toList();
    return ConfigDifferences.of(trees);
  }
}
