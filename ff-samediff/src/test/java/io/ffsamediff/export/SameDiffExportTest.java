package io.ffsamediff.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.run.ModelCopy;
import io.ffsamediff.run.NewFolder;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.run.SavedModel;
import io.ffsamediff.train.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameDiffExportTest {

  @TempDir private Path folder;

  @Test
  void sameDiff_isTheModelOfTheRun() {
    ExportRun run =
        ExportRun.of(folder.resolve("run"), Runs.interleaved(), Runs.data(), Runs.data());

    ExportResult result =
        ModelExport.write(run.run(), ExportFormat.SAMEDIFF, folder.resolve("out"));

    assertThat(result.files())
        .contains(
            new ExportedFile(
                "layer-1.fb", "36 normalised inputs to goodness and 12 normalised activations"),
            new ExportedFile("head.fb", "16 normalised activations to 3 logits and probabilities"));
    assertThat(result.files())
        .extracting(ExportedFile::name)
        .containsExactly("layer-1.fb", "layer-2.fb", "layer-3.fb", "head.fb", "model.json");
    for (ExportedFile file : result.files()) {
      assertThat(folder.resolve("out").resolve(file.name()))
          .hasSameBinaryContentAs(run.run().model().resolve(file.name()));
    }
  }

  @Test
  void sameDiff_fileAlteredMeanwhile_isRefused() throws IOException {
    ExportRun run = ExportRun.of(folder.resolve("run"), Runs.config(), Runs.data(), Runs.data());
    SavedModel saved = SavedModel.find(run.run());
    Files.write(saved.files().layers().get(1), new byte[] {0}, StandardOpenOption.APPEND);

    assertThatThrownBy(
            () -> NewFolder.create(folder.resolve("out"), to -> ModelCopy.write(saved.files(), to)))
        .isInstanceOf(RunFormatException.class)
        .hasMessageContaining("layer-2.fb: expected ");
    assertThat(folder.toFile().list()).isEqualTo(List.of("run").toArray());
  }
}
