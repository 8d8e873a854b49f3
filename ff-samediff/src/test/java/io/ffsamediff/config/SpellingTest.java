package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "epoch, epochs", // left out
    "epochss, epochs", // added
    "epochz, epochs", // replaced
    "epcohs, epochs", // swapped: one change, not two
    "peocsh, epochs", // swapped twice
    "EPOCHS, epochs", // capitals
    "sed, seed",
    "learning_rate, learningRate",
  })
  void closest_oneOrTwoChanges_isFound(String given, String meant) {
    assertThat(Spelling.closest(given, List.of("epochs", "seed", "learningRate"))).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"gpu, cpu", "abcdefgh, abcxyzgh", "e, epochs", "seda, seeds"})
  void closest_tooDifferent_isNot(String given, String known) {
    assertThat(Spelling.closest(given, List.of(known))).isEmpty();
  }

  @Test
  void closest_several_takesTheNearest() {
    assertThat(Spelling.closest("layers", List.of("layerss1", "layersx"))).contains("layersx");
  }

  @Test
  void either_listsWords() {
    assertThat(Spelling.either(List.of("a"))).isEqualTo("\"a\"");
    assertThat(Spelling.either(List.of("a", "b"))).isEqualTo("\"a\" or \"b\"");
    assertThat(Spelling.either(List.of("a", "b", "c"))).isEqualTo("\"a\", \"b\" or \"c\"");
  }
}
