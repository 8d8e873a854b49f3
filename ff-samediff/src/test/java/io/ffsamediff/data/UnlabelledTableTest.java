package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlabelledTableTest {

  private static final List<String> COLUMNS = List.of("length", "width");

  @TempDir Path folder;

  @Test
  void read_columnsInAnotherOrderAmongOthers_areFoundByName() throws IOException {
    assertThat(read("id;width;species;length\na;1.5;?;2\nb;-1;?;4\n"))
        .containsExactly(2, 1.5f, 4, -1);
    assertThat(read("length\twidth\n1\t2\n")).containsExactly(1, 2);
  }

  @Test
  void read_labelledTableOfTraining_leavesTheLabelsOut() throws IOException {
    assertThat(read(CsvFiles.FLOWERS)).containsExactly(5.1f, -3.5f, 7, 0.25f, 6, 0.15f);
  }

  @Test
  void read_packedTable_isUnpacked() throws IOException {
    byte[] packed = IdxFiles.gzip(CsvFiles.FLOWERS.getBytes(StandardCharsets.UTF_8));
    Path file = Files.write(folder.resolve("f.csv.gz"), packed);

    assertThat(UnlabelledTable.read(file, COLUMNS, 2)).hasSize(6);
  }

  @Test
  void read_tableWithoutHeader_hasNothingButTheInputs() throws IOException {
    Path two = Files.writeString(folder.resolve("two.csv"), "1,2\n3,4\n");
    Path three = Files.writeString(folder.resolve("three.csv"), "1,2,3\n");

    assertThat(UnlabelledTable.read(two, List.of(), 2)).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> UnlabelledTable.read(three, List.of(), 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "2 columns, as many as the network has learnt, received 3 columns at line 1");
  }

  @Test
  void read_tablesThatDoNotFit_areRefusedWithTheirPlace() {
    refused(
        "length,breadth\n1,2\n",
        "the input column \"width\", received the columns length, breadth at line 1. Rename the column in the file.");
    refused(
        "1,2\n",
        "the names of the columns, received only numbers at line 1. Add a line with names.");
    refused(
        "length,width\n1,x\n",
        "a number, received \"x\" at line 2, column 2 (width). Write it as -1.5 or 2e3.");
    refused("length,width\n", "at least one example, received none");
    refused("", "the names of the columns, received an empty file");
  }

  private void refused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("f.csv: expected " + message);
  }

  private float[] read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("f.csv"), text);
    return UnlabelledTable.read(file, COLUMNS, 2);
  }
}
