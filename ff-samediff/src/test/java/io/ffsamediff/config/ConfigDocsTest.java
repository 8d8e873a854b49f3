package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.Golden;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConfigDocsTest {

  @Test
  void configurationPage_checkedIn_isThatOfTheRecords() throws IOException {
    Golden.check("docs/configuration.md", ConfigDocs.toMarkdown());
  }

  @Test
  void configurationPage_namesEveryKey() throws IOException {
    String page = ConfigDocs.toMarkdown();
    assertThat(KeyCases.ALL)
        .allSatisfy(
            key -> {
              String name = key.component().substring(key.component().indexOf('.') + 1);
              assertThat(page).contains("| `" + name + "` |");
            });
  }
}
