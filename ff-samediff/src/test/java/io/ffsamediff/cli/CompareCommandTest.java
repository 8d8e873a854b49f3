package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunFixture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
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
    assertThat(ff("compare", first, second, "--json")).isZero();
    assertThat(out.toString()).startsWith("{").contains("\"status\" : \"running\"");
    assertThat(folder.toFile().list()).containsOnly("first", "second");
  }

  @Test
  void compare_theSameRunAgain_countsOnce() {
    assertThat(ff("compare", first, second, first + "/../tiny")).isZero();
    assertThat(out.toString()).contains("B ").doesNotContain("\nC ");
    assertThat(err.toString()).contains("is there already and is compared once.");

    assertThat(ff("compare", first, first)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("RUN: expected 2 to 16 runs, received 1.");
  }

  @Test
  void compare_unknownRun_isFive() {
    assertThat(ff("compare", first, folder.resolve("none").toString())).isEqualTo(ExitCodes.RUN);
    assertThat(err.toString()).contains("none: expected a run folder, received a path");
    assertThat(ff("compare", first, folder.toString())).isEqualTo(ExitCodes.RUN);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void compare_tooMany_isTwo() {
    String[] words = new String[18];
    words[0] = "compare";
    for (int i = 1; i < words.length; i++) {
      words[i] = run("more" + i);
    }
    assertThat(ff(words)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("expected 2 to 16 runs, received 17");
  }

  @Test
  void compare_pageThatCannotBeWritten_isOne() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(ff("compare", first, second, "--html", file.resolve("x.html").toString()))
        .isEqualTo(ExitCodes.FAILURE);
    assertThat(err.toString()).contains("x.html: expected a place that can be written");
  }

  private String run(String name) {
    RunDirectory run = RunFixture.create(folder.resolve(name));
    RunFixture.manifest().write(run);
    return run.toString();
  }

  private int ff(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
