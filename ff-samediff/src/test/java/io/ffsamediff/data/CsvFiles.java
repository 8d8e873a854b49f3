package io.ffsamediff.data;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** CSV texts and their formats, for tests. */
final class CsvFiles {

  /** Three lines of two numbers and the name of a flower. */
  static final String FLOWERS =
      """
      length,width,species
      5.1,-3.5,setosa
      7e0,.25,virginica
      +6.,1.5E-1,setosa
      """;

  private CsvFiles() {}

  /** The format of {@link #FLOWERS}. */
  static CsvFormat flowers() {
    return format(true, ',', new CsvColumn.Named("species"), "setosa", "virginica");
  }

  /** Without a header, with the label in column {@code label}: 0 to 2. */
  static CsvFormat numbered(int label, int... ignored) {
    List<CsvColumn> columns =
        Arrays.stream(ignored).<CsvColumn>mapToObj(CsvColumn.Numbered::new).toList();
    return new CsvFormat(
        false, ',', new CsvColumn.Numbered(label), columns, ClassLabels.numbered(3));
  }

  static CsvFormat format(boolean header, char delimiter, CsvColumn label, String... classes) {
    return new CsvFormat(header, delimiter, label, List.of(), ClassLabels.named(List.of(classes)));
  }

  static CsvTable read(String text, CsvFormat format) {
    return read(text.getBytes(StandardCharsets.UTF_8), format);
  }

  static CsvTable read(byte[] bytes, CsvFormat format) {
    return CsvReader.read("table.csv", new ByteArrayInputStream(bytes), format);
  }
}
