package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.SavedNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of {@code docs/library.md} that saves a network. */
class SaveAndLoadTest {

  @TempDir Path folder;

  @Test
  void saveAndLoad_iris_predictsTheSameByTheSavedNetwork() {
    Path saved = folder.resolve("iris");
    List<String> told = new ArrayList<>();
    Logger logger = Logger.getLogger(SaveAndLoad.class.getName());
    Handler listener = listener(told);
    logger.addHandler(listener);
    try {
      SaveAndLoad.main(
          new String[] {"../configs/iris.json", saved.toString(), "training.epochs=5"});
    } finally {
      logger.removeHandler(listener);
    }

    assertThat(told).hasSize(2);
    assertThat(told.get(0)).matches("saved \\[[0-2](, [0-2]){9}]");
    assertThat(told.get(1)).isEqualTo(told.get(0).replace("saved", "loaded"));
    try (SavedNetwork network = SavedNetwork.load(RunDirectory.open(saved))) {
      assertThat(network.description().table()).isNotNull();
    }
  }

  @Test
  void docs_showTheProgram() throws Exception {
    String source =
        Files.readString(Path.of("src/main/java/io/ffsamediff/examples/SaveAndLoad.java"));
    String docs = Files.readString(Path.of("../docs/library.md"));
    String shown = docs.split("```java\n", 2)[1].split("```", 2)[0];

    assertThat(source).contains(shown.indent(4));
    assertThat(shown.lines()).hasSizeGreaterThan(10);
  }

  private static Handler listener(List<String> told) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        told.add(new SimpleFormatter().formatMessage(record));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
