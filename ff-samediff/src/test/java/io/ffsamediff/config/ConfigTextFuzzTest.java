package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ffsamediff.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration file of any bytes and, after a zero byte each, options of any text. */
class ConfigTextFuzzTest {

  private static final String ZERO = "\0";

  @TempDir static Path folder;

  @FuzzTest
  void config_anyBytesAndOptions_areReadOrRefused(byte[] bytes) throws IOException {
    isConfig(bytes);
  }

  @Test
  void seeds_ofTheTarget_areReadAndUpToDate() throws IOException {
    Map<String, byte[]> seeds = seeds();
    for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
      assertThat(isConfig(seed.getValue())).as(seed.getKey()).isTrue();
    }
    Fuzz.checkSeeds(getClass(), "config_anyBytesAndOptions_areReadOrRefused", seeds);
  }

  private static boolean isConfig(byte[] bytes) throws IOException {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    Path file = Files.write(folder.resolve("config.json"), Arrays.copyOf(bytes, end));
    String rest = new String(bytes, end, bytes.length - end, StandardCharsets.UTF_8);
    List<String> options = rest.isEmpty() ? List.of() : List.of(rest.substring(1).split(ZERO, -1));
    return Fuzz.isRead(
        () -> {
          RunConfig config = ConfigReader.read(file, options);
          assertThat(ConfigReader.parse("written", ConfigWriter.toJson(config), List.of()))
              .isEqualTo(config);
        },
        ConfigException.class);
  }

  private static Map<String, byte[]> seeds() {
    Map<String, String> texts = new TreeMap<>();
    texts.put("minimal.json", Configs.MINIMAL);
    texts.put("interleaved.json", Configs.INTERLEAVED);
    texts.put("unlabelled.json", Configs.UNLABELLED);
    texts.put("backprop.json", Configs.BACKPROP);
    texts.put("all-defaults.json", ConfigWriter.toJson(Configs.minimal()));
    texts.put(
        "options",
        String.join(
            ZERO,
            Configs.INTERLEAVED,
            "seed=-7",
            "network.layers.1.optimizer={\"type\": \"adam\", \"beta1\": 0.5}",
            "network.layers.0.units=1e2",
            "training.schedule.type=cosine",
            "training.averaging={}",
            "device.threads=2"));
    Map<String, byte[]> seeds = new TreeMap<>();
    texts.forEach((name, text) -> seeds.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return seeds;
  }
}
