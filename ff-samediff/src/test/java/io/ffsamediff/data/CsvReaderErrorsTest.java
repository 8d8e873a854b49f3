package io.ffsamediff.data;

import static io.ffsamediff.data.CsvFiles.flowers;
import static io.ffsamediff.data.CsvFiles.numbered;
import static io.ffsamediff.data.CsvFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.Allocations;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a CSV file can be wrong, with its message. */
class CsvReaderErrorsTest {

  @TempDir private Path folder;

  /** Line 3 of a good table with a header, replaced; {@code \0} and the like are written out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1,x2,setosa | a number, received \"x2\" at line 3, column 2 (width). Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".",
        "1,0x1p3,setosa | a number, received \"0x1p3\" at line 3, column 2 (width). Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".",
        "1,2f,setosa | a number, received \"2f\" at line 3, column 2 (width). Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".",
        "1,\"2,5\",setosa | a number, received \"2,5\" at line 3, column 2 (width). Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".",
        "1,,setosa | a number, received an empty field at line 3, column 2 (width). Fill it in, or leave the line out.",
        "\"\",2,setosa | a number, received an empty field at line 3, column 1 (length). Fill it in, or leave the line out.",
        "1,NaN,setosa | a number, received \"NaN\" at line 3, column 2 (width). Fill it in, or leave the line out.",
        "1,-nan,setosa | a number, received \"-nan\" at line 3, column 2 (width). Fill it in, or leave the line out.",
        "?,2,setosa | a number, received \"?\" at line 3, column 1 (length). Fill it in, or leave the line out.",
        "1,-Infinity,setosa | a finite number, received \"-Infinity\" at line 3, column 2 (width). The largest is about 3.4e38; correct it, or leave the line out.",
        "inf,1,setosa | a finite number, received \"inf\" at line 3, column 1 (length). The largest is about 3.4e38; correct it, or leave the line out.",
        "1,3.5e38,setosa | a finite number, received \"3.5e38\" at line 3, column 2 (width). The largest is about 3.4e38; correct it, or leave the line out.",
        "1,1e99999999999,setosa | a finite number, received \"1e99999999999\" at line 3, column 2 (width). The largest is about 3.4e38; correct it, or leave the line out.",
        "1,2 | 3 columns as in line 1, received 2 at line 3. Correct the line, or check the delimiter.",
        "1,2,setosa,4 | 3 columns as in line 1, received more at line 3. Correct the line, or check the delimiter.",
        "1;2;setosa | a number, received \"1;2;setosa\" at line 3, column 1 (length). Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".",
        "1,2,sotosa | a label, one of setosa, virginica, received \"sotosa\" at line 3, column 3 (species). Correct it, or \"classes\" in dataset.json.",
        "1,2,Setosa | a label, one of setosa, virginica, received \"Setosa\" at line 3, column 3 (species). Correct it, or \"classes\" in dataset.json.",
        "1,2, | a label, one of setosa, virginica, received an empty field at line 3, column 3 (species). Fill it in, or leave the line out.",
        "1,\"2\"x,setosa | fields whose double quotes are closed before the delimiter, received an unexpected character after closing quote: (0x78) at line 3, column 2 (width). Close the quote, and write a quote within quotes twice.",
        "1,\"2,setosa | fields whose double quotes are closed before the delimiter, received an unclosed quoted field at end of input at line 3, column 2 (width). Close the quote, and write a quote within quotes twice."
      })
  void read_ofBadLine_namesFileLineAndColumn(String line, String message) {
    refused("length,width,species\n1,2,setosa\n" + line + "\n3,4,virginica\n", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the names of the columns, received an empty file at line 1. Check the file.",
        "`\n\n` | the names of the columns, received an empty file at line 3. Check the file.",
        "length,width,species | at least one example, received none at line 1. Check the file.",
        "`length,width,species\n\n` | at least one example, received none at line 3. Check the file.",
        "`length,width,kind\n` | the label column \"species\", received the columns length, width, kind at line 1. Correct the name, or tell the column by its number, from 1.",
        "`length;width;species\n` | the label column \"species\", received the columns length;width;species at line 1. Correct the name, or tell the column by its number, from 1.",
        "`length,length,species\n` | a name of its own for each column, received the name again at line 1, column 2 (length). Rename it.",
        "`,length,species\n` | a name, received an empty field at line 1, column 1. Name the column, or put 1 into \"ignore\".",
        "`1,2,3\n` | the names of the columns, received only numbers at line 1. Add a line with names, or set \"header\" to false.",
        "`species\n` | a column beside the label and those that are ignored, received none in 1 column at line 1. Ignore fewer, or check the delimiter.",
        "`\"length,width,species\n1,2,setosa\n` | fields whose double quotes are closed before the delimiter, received an unclosed quoted field at end of input at line 1, column 1. Close the quote, and write a quote within quotes twice."
      })
  void read_withBadHeader_saysWhatIsWrong(String text, String message) {
    refused(text, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 | 0,x,2 | a number, received \"x\" at line 1, column 2. If the first line names the columns, set \"header\" to true.",
        "1 | 3,1,2 | a label, a whole number from 0 to 2, received \"3\" at line 1, column 1. Correct it, or \"classes\" in dataset.json.",
        "1 | 0.5,1,2 | a label, a whole number from 0 to 2, received \"0.5\" at line 1, column 1. Correct it, or \"classes\" in dataset.json.",
        "1 | -1,1,2 | a label, a whole number from 0 to 2, received \"-1\" at line 1, column 1. Correct it, or \"classes\" in dataset.json.",
        "1 | NaN,1,2 | a label, a whole number from 0 to 2, received \"NaN\" at line 1, column 1. Correct it, or \"classes\" in dataset.json.",
        "4 | 0,1,2 | the label column 4, received 3 columns at line 1. Correct the number, which is counted from 1, or check the delimiter.",
        "2 | 0 | the label column 2, received 1 column at line 1. Correct the number, which is counted from 1, or check the delimiter.",
        "1 | 0 | a column beside the label and those that are ignored, received none in 1 column at line 1. Ignore fewer, or check the delimiter.",
        "1 | `` | at least one example, received none at line 1. Check the file."
      })
  void read_withoutHeader_namesColumnsByNumber(int label, String text, String message) {
    assertThatThrownBy(() -> read(text, numbered(label)))
        .isInstanceOf(DataException.class)
        .hasMessage("table.csv: expected " + message);
  }

  @Test
  void read_withIgnoredColumnsThatDoNotFit_isRefused() {
    assertThatThrownBy(() -> read("0,1,2\n", numbered(1, 5)))
        .hasMessage(
            "table.csv: expected the ignored column 5, received 3 columns at line 1. Correct the number, which is counted from 1, or check the delimiter.");
    assertThatThrownBy(() -> read("0,1,2\n", numbered(1, 2, 3)))
        .hasMessage(
            "table.csv: expected a column beside the label and those that are ignored, received none in 3 columns at line 1. Ignore fewer, or check the delimiter.");
    assertThatThrownBy(() -> read("0,1,2\n", numbered(1, 1)))
        .hasMessage(
            "table.csv: expected a label column that is not ignored, received column 1 at line 1. Ignore other columns.");
  }

  /** The place is that of the byte, however much of the file has been read ahead. */
  @Test
  void read_ofOtherThanUtf8_namesLineAndColumn() {
    byte[] latin = "a,b,class\n1,2,0\n3,\u00fc,1\n4,5,1\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] cut = Arrays.copyOf("1,2\n0,\u20ac".getBytes(StandardCharsets.UTF_8), 8);
    byte[] utf16 = "a,b,class\n".getBytes(StandardCharsets.UTF_16);

    assertThatThrownBy(() -> read(latin, labelled("class")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "table.csv: expected UTF-8 text, received other bytes at line 3, column 2 (b). Save the file as UTF-8.");
    assertThatThrownBy(() -> read(cut, numbered(1)))
        .hasMessage(
            "table.csv: expected UTF-8 text, received other bytes at line 2, column 2. Save the file as UTF-8.");
    assertThatThrownBy(() -> read(utf16, labelled("class")))
        .hasMessage(
            "table.csv: expected UTF-8 text, received other bytes at line 1, column 1. Save the file as UTF-8.");
  }

  @Test
  void read_ofDamagedGzip_isRefused() {
    byte[] packed = IdxFiles.gzip(CsvFiles.FLOWERS.getBytes(StandardCharsets.UTF_8));
    byte[] cut = Arrays.copyOf(packed, packed.length - 12);
    byte[] altered = packed.clone();
    altered[packed.length - 8] ^= 1;

    assertThatThrownBy(() -> read(cut, flowers()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("table.csv: expected a readable, undamaged file, received an error")
        .hasMessageEndingWith("(Unexpected end of ZLIB input stream). Get the file again.");
    assertThatThrownBy(() -> read(altered, flowers()))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("(Corrupt GZIP trailer). Get the file again.");
  }

  @Test
  void read_ofMissingFileOrFolder_isRefused() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> CsvReader.read(missing, flowers()))
        .isInstanceOf(DataException.class)
        .hasMessage(missing + ": expected a file, received nothing of that name. Check the path.");
    assertThatThrownBy(() -> CsvReader.read(folder, flowers()))
        .hasMessage(folder + ": expected a file, received a folder. Name the file.");
  }

  @Test
  void read_beyondALimit_isRefused() {
    CsvLimits limits = new CsvLimits(20, 5, 1000, 6);

    limited(
        "0,1,2\n1,3,4\n2,5,6\n0,7,8\n",
        limits,
        "at most 6 numbers in all, received more at line 4, column 2. Leave out examples or columns.");
    limited(
        "0,1,2,3,4,5\n",
        limits,
        "at most 5 columns, received more at line 1. Check the delimiter.");
    limited(
        "0,1," + "2".repeat(21) + "\n",
        limits,
        "a field of at most 20 characters, received a longer one at line 1, column 3. Shorten it; a double quote that is not closed has the same effect.");
    limited(
        "\n".repeat(1001),
        limits,
        "at most 1,000 bytes, received more (unpacked). Leave out examples or columns.");
  }

  /** Neither an endless field nor an endless line may cost more than the limits say. */
  @Test
  void read_ofQuoteThatIsNeverClosed_endsAtTheLimitOfAField() {
    String text = "0,1,2\n0,\"" + "x".repeat(2_000_000);
    long before = Allocations.ofThisThread();

    assertThatThrownBy(() -> read(text, numbered(1)))
        .hasMessage(
            "table.csv: expected a field of at most 65,536 characters, received a longer one at line 2, column 2. Shorten it; a double quote that is not closed has the same effect.");
    assertThat(Allocations.ofThisThread() - before).isLessThan(8L << 20);
  }

  @Test
  void read_ofControlCharacters_showsNoneOfThem() {
    refused(
        "length,width,species\n1,\u001b[31m\u202e" + "9".repeat(100) + ",setosa\n",
        "a number, received \"?[31m?"
            + "9".repeat(51)
            + "...\" at line 2, column 2 (width). Write it as -1.5 or 2e3; a column that is no number belongs into \"ignore\".");
  }

  @Test
  void format_thatNamesColumnsWithoutHeader_isRefused() {
    CsvColumn named = new CsvColumn.Named("class");
    CsvColumn first = new CsvColumn.Numbered(1);
    ClassLabels two = ClassLabels.numbered(2);

    assertThatThrownBy(() -> new CsvFormat(false, ',', named, List.of(), two))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CsvFormat(false, ',', first, List.of(named), two))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CsvFormat(true, '"', named, List.of(), two))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CsvColumn.Numbered(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void limited(String text, CsvLimits limits, String message) {
    UnpackedInput input =
        UnpackedInput.of(
            "table.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> CsvReader.read(input, numbered(1), limits))
        .isInstanceOf(DataException.class)
        .hasMessage("table.csv: expected " + message);
  }

  private static CsvFormat labelled(String column) {
    return new CsvFormat(
        true, ',', new CsvColumn.Named(column), List.of(), ClassLabels.numbered(2));
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> read(text, flowers()))
        .isInstanceOf(DataException.class)
        .hasMessage("table.csv: expected " + message);
  }
}
