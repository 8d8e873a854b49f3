package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged configurations are read or refused: nothing else ever happens. */
class ConfigFuzzTest {

  private static final int ROUNDS = 400;

  private static final List<String> SNIPPETS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "1e99999999999",
          "\\u0000",
          "\\",
          "\"type\": ",
          "\"adam\"",
          "{}",
          "[]",
          "\"all\"",
          "\u2028",
          "\uD800",
          "9".repeat(40));

  static List<Long> seeds() {
    Long one = Long.getLong("fuzz.seed");
    return one != null ? List.of(one) : List.of(1L, 2L, 3L, 4L, System.nanoTime());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void parse_damagedText_isReadOrRefused(long seed) {
    Random random = new Random(seed);
    String sound = ConfigWriter.toJson(Configs.minimal("network.layers.0.optimizer.beta1=0.5"));
    for (int round = 0; round < ROUNDS; round++) {
      String damaged = sound;
      int cuts = 1 + random.nextInt(3);
      for (int cut = 0; cut < cuts; cut++) {
        damaged = damage(damaged, random);
      }
      readOrRefuse(seed, damaged, List.of(option(random)));
    }
  }

  private static String damage(String text, Random random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(6));
    String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
    String middle =
        switch (random.nextInt(4)) {
          case 0 -> "";
          case 1 -> snippet;
          case 2 -> text.substring(from, to) + snippet;
          default -> Character.toString((char) random.nextInt(0x3000));
        };
    return text.substring(0, from) + middle + text.substring(to);
  }

  private static String option(Random random) {
    List<KeyCase> keys = KeyCases.ALL;
    String path = keys.get(random.nextInt(keys.size())).path();
    return damage(path + "=" + SNIPPETS.get(random.nextInt(SNIPPETS.size())), random);
  }

  private static void readOrRefuse(long seed, String json, List<String> options) {
    try {
      RunConfig config = ConfigReader.parse("fuzz", json, options);
      assertThat(ConfigReader.parse("written", ConfigWriter.toJson(config), List.of()))
          .isEqualTo(config);
    } catch (ConfigException refused) {
      assertThat(refused.problems()).isNotEmpty();
      assertThat(new ArrayList<>(refused.problems()))
          .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("\n", "\u001b"));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "mvn -pl ff-samediff test -Dtest=ConfigFuzzTest -Dfuzz.seed=%d%n%s%n%s"
              .formatted(seed, options, json),
          e);
    }
  }
}
