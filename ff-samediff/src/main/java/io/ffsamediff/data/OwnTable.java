package io.ffsamediff.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The files of the user's own table, as {@code dataset.json} tells them:
 *
 * <pre>{"format": "csv", "classes": ["setosa", "versicolor", "virginica"],
 * "train": "train.csv", "test": "test.csv", "label": "species",
 * "header": true, "delimiter": ",", "ignore": ["id"]}</pre>
 *
 * <p>{@code classes} lists the names of 2 to 256 classes, or is their number where labels are the
 * numbers from 0 on. {@code train} and {@code test} are files in the folder, packed or not. {@code
 * label} and what is in {@code ignore} is the name of a column, or its number from 1. The last
 * three have defaults: true, a comma, none. {@code description}, {@code licence} and {@code sha256}
 * are as for images.
 *
 * <p>Parquet is told alike, without {@code header}, {@code delimiter} and {@code sha256}; there
 * {@code train} and {@code test} may be folders, too.
 */
final class OwnTable {

  private static final List<String> KEYS =
      List.of(
          "format",
          "classes",
          "train",
          "test",
          "label",
          "header",
          "delimiter",
          "ignore",
          "description",
          "licence",
          "sha256");

  private static final List<String> PARQUET_KEYS =
      List.of("format", "classes", "train", "test", "label", "ignore", "description", "licence");

  private final Description description;
  private final OwnNames names;

  /**
   * The table that {@code description} tells.
   *
   * @param folder where it is; null where that is no folder of this machine
   */
  OwnTable(Description description, @Nullable Path folder) {
    this.description = description;
    this.names = new OwnNames(description, folder);
  }

  /**
   * The files, which need not be there.
   *
   * @throws DataException if the description is wrong, or a file is not in the folder
   */
  DataFiles.Table files() {
    description.requireKeys(KEYS);
    CsvFormat format = format();
    String train = names.file("train");
    String test = test(train);
    Map<String, String> checksums = description.checksums(List.of(train, test));
    return new DataFiles.Table(
        new DataFile(train, checksums.get(train)), new DataFile(test, checksums.get(test)), format);
  }

  /**
   * The files of Parquet, which need not be there.
   *
   * @throws DataException if the description is wrong
   */
  DescribedData.Parquet parquet() {
    description.requireKeys(PARQUET_KEYS);
    CsvColumn label = column("/label", description.value("label"), true);
    String train = names.file("train");
    return new DescribedData.Parquet(
        train, test(train), label, ignored(true), OwnClasses.of(description));
  }

  private String test(String train) {
    String test = names.file("test");
    if (train.equals(test)) {
      throw description.problem("/test", "another file than that of \"train\"", '"' + test + '"');
    }
    return test;
  }

  private CsvFormat format() {
    boolean header = description.flag("header", true);
    String delimiter = description.text("delimiter", ",");
    if (delimiter.length() != 1 || !CsvFormat.DELIMITERS.contains(delimiter)) {
      throw description.problem(
          "/delimiter",
          "\",\", \";\" or \"\\t\"",
          Description.shown(description.value("delimiter")));
    }
    CsvColumn label = column("/label", description.value("label"), header);
    return new CsvFormat(
        header, delimiter.charAt(0), label, ignored(header), OwnClasses.of(description));
  }

  private List<CsvColumn> ignored(boolean header) {
    JsonNode ignore = description.value("ignore");
    if (!ignore.isMissingNode() && !ignore.isArray()) {
      throw description.problem("/ignore", "a list of columns", Description.shown(ignore));
    }
    List<CsvColumn> columns = new ArrayList<>();
    for (int i = 0; i < ignore.size(); i++) {
      columns.add(column("/ignore/" + i, ignore.path(i), header));
    }
    return columns;
  }

  private CsvColumn column(String pointer, JsonNode column, boolean header) {
    if (column.isInt() && column.intValue() >= 1) {
      return new CsvColumn.Numbered(column.intValue());
    }
    if (!header) {
      throw description.problem(
          pointer,
          "the number of a column, from 1, as there is no header",
          Description.shown(column));
    }
    if (!column.isString() || column.stringValue().isBlank()) {
      throw description.problem(
          pointer, "the name of a column, or its number, from 1", Description.shown(column));
    }
    return new CsvColumn.Named(column.stringValue().strip());
  }
}
