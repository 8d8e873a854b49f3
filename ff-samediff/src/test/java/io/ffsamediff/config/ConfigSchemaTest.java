package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ffsamediff.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigSchemaTest {

  private static final String META = "https://json-schema.org/draft/2020-12/schema";
  private static final SchemaRegistry DRAFT =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = DRAFT.getSchema(ConfigSchema.toJson());

  @Test
  void schema_checkedIn_isThatOfTheRecords() throws IOException {
    Golden.check("configs/schema.json", ConfigSchema.toJson());
  }

  @Test
  void schema_itself_isValidDraft202012() {
    Schema meta = DRAFT.getSchema(SchemaLocation.of(META));
    assertThat(meta.validate(ConfigSchema.toJson(), InputFormat.JSON)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("configFiles")
  void configFile_checkedIn_satisfiesSchemaAndReader(Path file) throws IOException {
    String json = Files.readString(file);
    assertThat(errors(json)).isEmpty();
    assertThat(json).startsWith("{\n  \"$schema\": \"./schema.json\",\n");
    String name = String.valueOf(file.getFileName());
    assertThat(ConfigReader.read(file, List.of()).name() + ".json").isEqualTo(name);
  }

  @Test
  void schema_soundConfigurations_areAccepted() {
    assertThat(errors(Configs.MINIMAL)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("io.ffsamediff.config.KeyCases#ALL")
  void schema_resolvedConfiguration_isAccepted(KeyCase key) {
    RunConfig config =
        ConfigReader.parse(
            "tiny.json",
            Configs.MINIMAL,
            Stream.concat(key.setup().stream(), Stream.of(key.path() + "=" + key.other()))
                .toList());
    assertThat(errors(ConfigWriter.toJson(config))).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("io.ffsamediff.config.BrokenConfigs#ALL")
  void schema_mistake_isRefusedWhereASchemaCan(BrokenConfig broken) {
    assertThat(errors(broken.json()).isEmpty()).isEqualTo(!broken.seenBySchema());
  }

  private static List<Error> errors(String json) {
    return SCHEMA.validate(json, InputFormat.JSON);
  }

  static List<Path> configFiles() throws IOException {
    try (Stream<Path> files = Files.list(Golden.ROOT.resolve("configs"))) {
      List<Path> configs =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .filter(file -> !file.endsWith("schema.json"))
              .sorted()
              .toList();
      assertThat(configs).hasSizeGreaterThanOrEqualTo(3);
      return configs;
    }
  }
}
