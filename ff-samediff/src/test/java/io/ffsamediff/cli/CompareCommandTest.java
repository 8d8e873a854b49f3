package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  @TempDir Path folder;
  private String first = "";
  private String second = "";

  @BeforeEach
  void create() {
    first = run("first");
    second = run("second");
  }

  @Test
  void compare_inAProcess_printsTheTableAndWritesThePage() throws Exception {
    FfProcess ff =
        FfProcess.run(folder, "compare", "first/tiny", "second/tiny", "--html", "both.html");

    assertThat(ff.exitCode()).as(ff.err()).isZero();
    assertThat(ff.out())
        .contains("A first/tiny", "B second/tiny", "The configurations do not differ.")
        .contains("B is still being trained");
    assertThat(ff.err().strip()).isEqualTo("ff: wrote both.html");
    assertThat(folder.resolve("both.html")).content().contains("2 runs compared");
  }

  @Test
  void compare_asJson_printsOneDocumentAndNoPage() {
    assertThat(FfCall.of("compare", first, second, "--json").worked().out())
        .startsWith("{")
        .contains("\"status\" : \"running\"");
    assertThat(folder.toFile().list()).containsOnly("first", "second");
  }

  @Test
  void compare_theSameRunAgain_countsOnce() {
    FfCall twice = FfCall.of("compare", first, second, first + "/../tiny").worked();
    assertThat(twice.out()).contains("B ").doesNotContain("\nC ");
    assertThat(twice.err()).contains("is there already and is compared once.");

    FfCall alone = FfCall.of("compare", first, first);
    assertThat(alone.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(alone.err()).contains("RUN: expected 2 to 16 runs, received 1.");
  }

  @Test
  void compare_unknownRun_isFive() {
    FfCall.of("compare", first, folder.resolve("none").toString())
        .refused(ExitCodes.RUN, "none: expected a run folder, received a path");
    FfCall.of("compare", first, folder.toString())
        .refused(ExitCodes.RUN, "expected a run folder, received a folder without config.json");
  }

  @Test
  void compare_tooMany_isTwo() {
    String[] words = new String[18];
    words[0] = "compare";
    for (int i = 1; i < words.length; i++) {
      words[i] = run("more" + i);
    }
    FfCall.of(words).refused(ExitCodes.USAGE, "expected 2 to 16 runs, received 17");
  }

  @Test
  void compare_pageThatCannotBeWritten_isOne() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    FfCall ff = FfCall.of("compare", first, second, "--html", file.resolve("x.html").toString());
    assertThat(ff.exitCode()).isEqualTo(ExitCodes.FAILURE);
    assertThat(ff.err()).contains("x.html: expected a place that can be written");
  }

  @Test
  void compare_pageThatIsAFolder_isTwoBeforeAnythingIsPrinted() {
    FfCall ff = FfCall.of("compare", first, second, "--html", folder.toString());

    assertThat(ff.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(ff.err()).contains("--html: expected a file to write, received the folder ");
    assertThat(ff.out()).isEmpty();
  }

  private String run(String name) {
    RunDirectory run = RunFixture.create(folder.resolve(name));
    RunFixture.manifest().write(run);
    return run.toString();
  }
}
