package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.data.PictureFiles;
import io.ffsamediff.run.EvaluationFile;
import io.ffsamediff.run.ExampleImages;
import io.ffsamediff.run.RunDirectory;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures in colour by the configurations that come with the project, in processes. */
class ColourProcessTest {

  private static final Path CONFIGS = Path.of("..", "configs").toAbsolutePath();
  private static final int RECORD = 3073;

  @TempDir Path folder;

  @Test
  void train_foldersOfPictures_learnsColoursAndKeepsNames() throws Exception {
    Path data = folder.resolve("data/pictures");
    for (int i = 0; i < 20; i++) {
      for (String split : List.of("train", "test")) {
        put(data.resolve("%s/sea/%d.png".formatted(split, i)), 0x2040C0, i);
        put(data.resolve("%s/wood/%d.png".formatted(split, i)), 0x40A020, i);
      }
    }
    Files.writeString(
        data.resolve("dataset.json"), "{\"format\": \"pictures\", \"height\": 6, \"width\": 6}");

    FfProcess train = train("pictures.json", "training.epochs=8", "training.batchSize=10");

    assertThat(train.exitCode()).as(train.err()).isZero();
    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    assertThat(EvaluationFile.read(run).orElseThrow().accuracy()).isEqualTo(1);
    assertThat(Files.readString(run.model().resolve("model.json")))
        .contains("\"channels\" : 3", "\"classNames\" : [ \"sea\", \"wood\" ]");
    assertThat(ExampleImages.read(run).orElseThrow().shape().inputs()).isEqualTo(108);
    assertThat(run.report()).isNotEmptyFile();
    FfProcess evaluate = FfProcess.run(folder, "evaluate", "run", "--data-dir", "data", "--json");
    assertThat(evaluate.out()).as(evaluate.err()).isEqualTo(Files.readString(run.evaluation()));
  }

  @Test
  void train_madeFilesOfCifar_runsToItsEnd() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data/cifar10"));
    for (int file = 1; file <= 5; file++) {
      Files.write(data.resolve("data_batch_%d.bin".formatted(file)), records(file, 20));
    }
    Files.write(data.resolve("test_batch.bin"), records(6, 20));

    FfProcess train =
        train(
            "cifar10.json",
            "training.epochs=1",
            "training.batchSize=20",
            "network.layers=[{\"units\": 30}, {\"units\": 30}, {\"units\": 30}]");

    assertThat(train.exitCode()).as(train.err()).isZero();
    RunDirectory run = RunDirectory.open(folder.resolve("run"));
    assertThat(EvaluationFile.read(run).orElseThrow().examples()).isEqualTo(20);
    assertThat(Files.readString(run.model().resolve("model.json")))
        .contains("\"inputs\" : 3082", "\"truck\"");
  }

  private FfProcess train(String config, String... settings) throws Exception {
    List<String> words = new ArrayList<>(List.of("train", CONFIGS.resolve(config).toString()));
    words.addAll(List.of("--data-dir", "data", "--out", "run"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return FfProcess.run(folder, words.toArray(String[]::new));
  }

  /** A picture of about one colour, of a size of its own. */
  private static void put(Path file, int rgb, int seed) throws Exception {
    Random random = new Random(seed);
    BufferedImage image = PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 7 + seed % 3, 9, rgb);
    for (int x = 0; x < 9; x++) {
      image.setRGB(x, random.nextInt(7), rgb ^ (random.nextInt() & 0x0F0F0F));
    }
    PictureFiles.png(file, image);
  }

  private static byte[] records(int seed, int count) {
    Random random = new Random(seed);
    byte[] records = new byte[count * RECORD];
    random.nextBytes(records);
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(10);
      records[i * RECORD] = (byte) label;
      Arrays.fill(
          records, i * RECORD + 1 + 100 * label, i * RECORD + 101 + 100 * label, (byte) 255);
    }
    return records;
  }
}
