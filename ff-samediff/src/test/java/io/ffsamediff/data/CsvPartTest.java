package io.ffsamediff.data;

import static io.ffsamediff.data.CsvFiles.flowers;
import static io.ffsamediff.data.CsvFiles.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of CSV files, by what the first line tells. */
class CsvPartTest {

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static CsvHead head(String text, CsvFormat format) {
    return CsvHead.read("table.csv", bytes(text), format);
  }

  private static CsvPart part(long line) {
    return new CsvPart("table.csv", flowers(), head(CsvFiles.FLOWERS, flowers()), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void head_behindEmptyLines_tellsWhereExamplesBegin(String end) {
    String before = "\uFEFF" + end + end + "length,width,species" + end;

    CsvHead head = head(before + "1,2,setosa" + end, flowers());

    assertThat(head)
        .isEqualTo(
            new CsvHead(
                List.of("length", "width", "species"),
                3,
                3,
                2,
                List.of("length", "width"),
                before.getBytes(StandardCharsets.UTF_8).length,
                4));
  }

  @Test
  void head_withoutHeader_leavesTheFirstLineToBeRead() {
    assertThat(head("\n0,1,2\n1,1,2\n", numbered(1)))
        .isEqualTo(new CsvHead(List.of(), 3, 2, 2, List.of(), 1, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the names of the columns, received an empty file at line 1. Check the file.",
        "`\n1,2,3\n` | the names of the columns, received only numbers at line 2. Add a line with names, or set \"header\" to false.",
        "`a,b\n` | the label column \"species\", received the columns a, b at line 1. Correct the name, or tell the column by its number, from 1.",
        "`a,\"b\nc\",species\n` | fields whose double quotes are closed before the delimiter, received an unclosed quoted field at end of input at line 1, column 2. Close the quote in its line, which a cluster needs, and write a quote within quotes twice."
      })
  void head_thatIsWrong_saysSo(String text, String message) {
    assertThatThrownBy(() -> head(text, flowers()))
        .isInstanceOf(DataException.class)
        .hasMessage("table.csv: expected " + message);
  }

  @Test
  void read_ofSomeExamples_passesOverThoseBefore() {
    CsvTable table =
        part(7).read(bytes("x,y,z,passed over\n\n1,2,setosa\n3,4,virginica\nnot,read\n"), 1, 2);

    assertThat(table.values_ND()).containsExactly(1, 2, 3, 4);
    assertThat(table.labels_N()).containsExactly(0, 1);
    assertThat(table.columns()).containsExactly("length", "width");
  }

  @Test
  void labels_ofAPart_areThoseOfItsLines() {
    assertThat(part(2).labels(bytes("1,2,virginica\r\n\r\n3,4,setosa"))).containsExactly(1, 0);
    assertThat(part(2).labels(bytes("\n"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`1,2,setosa\n1,b,setosa` | a number, received \"b\" at line 101, column 2 (width). Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".",
        "`1,2,rosa` | a label, one of setosa, virginica, received \"rosa\" at line 100, column 3 (species). Correct it, or \"classes\" in dataset.json.",
        "`\n1,2` | 3 columns as in line 1, received 2 at line 101. Correct the line, or check the delimiter.",
        "`1,2,\"setosa\n1,2,setosa\n` | fields whose double quotes are closed before the delimiter, received an unclosed quoted field at end of input at line 100, column 3 (species). Close the quote in its line, which a cluster needs, and write a quote within quotes twice.",
        "`1,2,\"setosa\n\"\n` | a field that ends in its line, received one of several lines at line 100, column 3 (species). A cluster reads a file in ranges of lines: take out the end of line, or train without --cluster."
      })
  void labels_ofWrongLine_namesItAsInTheFile(String text, String message) {
    assertThatThrownBy(() -> part(100).labels(bytes(text)))
        .isInstanceOf(DataException.class)
        .hasMessage("table.csv: expected " + message);
  }

  @Test
  void read_ofAFileThatHasBecomeShorter_isRefused() {
    assertThatThrownBy(() -> part(5).read(bytes("1,2,setosa\n"), 0, 2))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "table.csv: expected 2 examples from line 5 on, received 1. The file has changed since it was looked at: start again.");
  }
}
