package io.ffsamediff.data;

import static io.ffsamediff.data.CsvFiles.FLOWERS;
import static io.ffsamediff.data.CsvFiles.flowers;
import static io.ffsamediff.data.CsvFiles.format;
import static io.ffsamediff.data.CsvFiles.numbered;
import static io.ffsamediff.data.CsvFiles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ffsamediff.Allocations;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

  private static final int MIB = 1 << 20;

  @TempDir private Path folder;

  @Test
  void read_ofTableWithHeader_givesNumbersLabelsNamesAndHash() {
    CsvTable table = read(FLOWERS, flowers());

    assertThat(table.count()).isEqualTo(3);
    assertThat(table.inputs()).isEqualTo(2);
    assertThat(table.columns()).containsExactly("length", "width");
    assertThat(table.values_ND()).containsExactly(5.1f, -3.5f, 7, 0.25f, 6, 0.15f);
    assertThat(table.labels_N()).containsExactly(0, 1, 0);
    assertThat(table.sha256()).isEqualTo(IdxFiles.sha256(bytes(FLOWERS)));
  }

  @Test
  void read_ofPackedFile_isThatOfPlainFile() throws IOException {
    Path file = Files.write(folder.resolve("flowers.csv"), IdxFiles.gzip(bytes(FLOWERS)));

    CsvTable table = CsvReader.read(file, flowers());

    assertThat(table).usingRecursiveComparison().isEqualTo(read(FLOWERS, flowers()));
  }

  @Test
  void read_withoutHeader_takesLabelAndIgnoredColumnsByNumber() {
    CsvTable table = read("2,x,0.5,1\n0,\"y,\n\"\"z\",-1,2\n1.0,,3,4\n", numbered(1, 2));

    assertThat(table.labels_N()).containsExactly(2, 0, 1);
    assertThat(table.values_ND()).containsExactly(0.5f, 1, -1, 2, 3, 4);
    assertThat(table.inputs()).isEqualTo(2);
    assertThat(table.columns()).isEmpty();
  }

  @Test
  void read_withHeader_takesColumnsByNameOrNumber() {
    String text = "id,a,class,b\n17,1,n,2\n18,3,y,4\n";
    for (CsvColumn label :
        List.<CsvColumn>of(new CsvColumn.Named("class"), new CsvColumn.Numbered(3))) {
      for (CsvColumn id :
          List.<CsvColumn>of(new CsvColumn.Named("id"), new CsvColumn.Numbered(1))) {
        CsvFormat format =
            new CsvFormat(true, ',', label, List.of(id), ClassLabels.named(List.of("y", "n")));

        CsvTable table = read(text, format);

        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.values_ND()).containsExactly(1, 2, 3, 4);
        assertThat(table.labels_N()).containsExactly(1, 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t'})
  void read_withAnyDelimiterAndLineEnd_isTheSame(char delimiter) {
    for (String lineEnd : List.of("\n", "\r\n", "\r")) {
      String text = FLOWERS.replace(',', delimiter).replace("\n", lineEnd);
      CsvFormat format =
          format(true, delimiter, new CsvColumn.Named("species"), "setosa", "virginica");

      assertThat(read(text, format).values_ND()).isEqualTo(read(FLOWERS, flowers()).values_ND());
    }
  }

  @Test
  void read_passesOverMarkSpacesQuotesAndEmptyLines() {
    String text =
        "\uFEFF\"length\" , width,species\n\n5.1 , \t-3.5,\"setosa\"\n\"7\",0.25,  virginica \n\n6,0.15,setosa\n\n";

    // A quote after a space belongs to the text, as RFC 4180 has it; so the first name is quoted.
    CsvTable table = read(text.replace("\"length\" ", "\"length\""), flowers());

    assertThat(table)
        .usingRecursiveComparison()
        .ignoringFields("sha256")
        .isEqualTo(read(FLOWERS, flowers()));
  }

  @Test
  void read_withoutLastLineEnd_isComplete() {
    assertThat(read(FLOWERS.strip(), flowers()).count()).isEqualTo(3);
  }

  @Test
  void read_ofNamesBeyondAscii_comparesThem() {
    CsvFormat format = format(true, ',', new CsvColumn.Named("größe\uD83C\uDF38"), "klein", "groß");

    CsvTable table = read("größe\uD83C\uDF38,x\ngroß,1\nklein,2\n", format);

    assertThat(table.labels_N()).containsExactly(1, 0);
  }

  /** More than any buffer on the way holds, with characters of several bytes across its edges. */
  @Test
  void read_ofLargeFile_isComplete() {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("ü,x,y,class\n");
    float[] values = new float[3 * 20_000];
    for (int line = 0; line < 20_000; line++) {
      text.append('€').append(random.nextInt(1000));
      for (int i = 0; i < 3; i++) {
        values[3 * line + i] = (float) random.nextGaussian();
      }
      text.append(",%s,%s,%s\n".formatted(values[3 * line], values[3 * line + 1], line % 3));
      values[3 * line + 2] = 0;
    }
    CsvFormat format =
        new CsvFormat(
            true,
            ',',
            new CsvColumn.Named("class"),
            List.of(new CsvColumn.Named("ü")),
            ClassLabels.numbered(3));

    CsvTable table = read(text.toString(), format);

    assertThat(table.count()).isEqualTo(20_000);
    for (int line = 0; line < 20_000; line++) {
      assertThat(table.values_ND()[2 * line]).isEqualTo(values[3 * line]);
      assertThat(table.values_ND()[2 * line + 1]).isEqualTo(values[3 * line + 1]);
      assertThat(table.labels_N()[line]).isEqualTo((byte) (line % 3));
    }
    assertThat(table.sha256()).isEqualTo(IdxFiles.sha256(bytes(text.toString())));
  }

  /** A gigabyte of zeros packs to a megabyte: neither text nor ignored fields are kept. */
  @Test
  void read_ofLargeIgnoredColumn_takesMemoryOnlyForNumbers() {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < 1000; line++) {
      text.append("1,2,").append("x".repeat(20_000)).append('\n');
    }
    byte[] packed = IdxFiles.gzip(bytes(text.toString()));
    CsvFormat format = numbered(1, 3);
    long before = Allocations.ofThisThread();

    CsvTable table = read(packed, format);

    assertThat(Allocations.ofThisThread() - before).isLessThan(2L * MIB);
    assertThat(table.count()).isEqualTo(1000);
  }

  @Test
  void read_closesTheStream() {
    boolean[] closed = new boolean[1];
    InputStream stream =
        new ByteArrayInputStream(bytes("a")) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertThatThrownBy(() -> CsvReader.read("table.csv", stream, flowers()))
        .isInstanceOf(DataException.class);
    assertThat(closed[0]).isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
