package io.ffsamediff.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewFolderTest {

  @TempDir private Path folder;

  @Test
  void create_folderInFoldersThatAreNotThere_makesAll() {
    Path target = folder.resolve("a/b/out");

    NewFolder.create(target, to -> Files.writeString(to.resolve("file"), "content"));

    assertThat(target.resolve("file")).hasContent("content");
    assertThat(target.getParent()).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void create_emptyFolder_isTaken() throws IOException {
    Path target = Files.createDirectory(folder.resolve("out"));

    NewFolder.create(target, to -> Files.writeString(to.resolve("file"), "content"));

    assertThat(target.resolve("file")).hasContent("content");
  }

  @Test
  void create_isNotThereBeforeItIsComplete() {
    Path target = folder.resolve("out");

    NewFolder.create(
        target,
        to -> {
          Files.writeString(to.resolve("file"), "content");
          assertThat(target).doesNotExist();
        });

    assertThat(target).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "file", "link"})
  void create_placeTaken_isRefusedAndLeftAsItWas(String place) throws IOException {
    Files.createDirectory(folder.resolve("full"));
    Files.writeString(folder.resolve("full/own"), "own");
    Files.writeString(folder.resolve("file"), "own");
    Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("to")));

    assertThatThrownBy(() -> NewFolder.create(folder.resolve(place), to -> fail()))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining(place + ": expected a folder that does not exist yet, or is empty,");
    assertThat(folder.resolve("full/own")).hasContent("own");
    assertThat(folder.resolve("file")).hasContent("own");
    assertThat(folder.resolve("link")).isSymbolicLink();
  }

  @Test
  void create_leftOver_isNamedAndNotDeleted() throws IOException {
    Path partial = Files.createDirectory(folder.resolve("out.partial"));

    assertThatThrownBy(() -> NewFolder.create(folder.resolve("out"), to -> fail()))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("out.partial: expected nothing there,");
    assertThat(partial).isDirectory();
  }

  @Test
  void create_contentFails_leavesNothing() {
    IOException full = new IOException("no space");

    assertThatThrownBy(
            () ->
                NewFolder.create(
                    folder.resolve("a/out"),
                    to -> {
                      Files.writeString(to.resolve("file"), "half");
                      throw full;
                    }))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("no space")
        .hasCause(full);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void create_contentIsRefused_leavesNothingAndSaysWhy() {
    assertThatThrownBy(
            () ->
                NewFolder.create(
                    folder.resolve("out"),
                    to -> {
                      throw new RunFormatException("damaged");
                    }))
        .isInstanceOf(RunFormatException.class)
        .hasMessage("damaged");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void create_underAFile_isRefused() throws IOException {
    Files.writeString(folder.resolve("file"), "own");

    assertThatThrownBy(() -> NewFolder.create(folder.resolve("file/out"), to -> fail()))
        .isInstanceOf(RunFolderException.class)
        .hasMessageContaining("expected a place that can be written");
  }

  @ParameterizedTest
  @EnumSource
  void create_powerLostAtAnyMoment_isThereWithAllFilesOrNotAtAll(FragileDisk.Loss loss)
      throws IOException {
    List<Boolean> found = new ArrayList<>();
    FragileDisk[] disk = new FragileDisk[1];
    disk[0] =
        new FragileDisk(
            Files.createDirectory(folder.resolve("disk")),
            what -> found.add(isThere(disk[0], loss, what, found.size())));

    NewFolder.create(disk[0].path("out"), NewFolderTest::writeNested);

    found.add(isThere(disk[0], loss, "the end", found.size()));
    assertThat(found).hasSizeGreaterThan(5).startsWith(false).endsWith(true);
  }

  private static void writeNested(Path to) throws IOException {
    Files.writeString(to.resolve("file"), "content");
    Path inner = Files.createDirectory(to.resolve("inner"));
    Files.writeString(inner.resolve("file"), "content");
  }

  private boolean isThere(FragileDisk disk, FragileDisk.Loss loss, String what, int number) {
    Path left = folder.resolve("left-" + number);
    try {
      disk.layOut(loss, left);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path out = left.resolve("out");
    if (!Files.exists(out)) {
      return false;
    }
    assertThat(out.resolve("file")).as(what).hasContent("content");
    assertThat(out.resolve("inner/file")).as(what).hasContent("content");
    return true;
  }

  private static void fail() {
    throw new AssertionError("nothing is to be written");
  }
}
