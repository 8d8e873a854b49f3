package io.ffsamediff.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads tables of numbers with a label column from CSV files (RFC 4180, UTF-8), packed with gzip or
 * not.
 *
 * <p>A file is read once, from front to back, never held as text, and memory is taken only for
 * numbers that are there. Spaces around a field, a byte order mark and empty lines are passed over.
 * Numbers become floats; what is not finite as a float is refused. Errors name file, line and
 * column, both counted from 1; a field in quotes that has several lines counts for its first.
 */
public final class CsvReader {

  private CsvReader() {}

  /**
   * Reads a file.
   *
   * @throws DataException if it cannot be read or is no such table
   */
  public static CsvTable read(Path file, CsvFormat format) {
    return read(UnpackedInput.of(file), format, CsvLimits.USUAL);
  }

  /**
   * Reads a stream, which is closed.
   *
   * @param where what messages call the stream
   * @throws DataException if it cannot be read or is no such table
   */
  public static CsvTable read(String where, InputStream stream, CsvFormat format) {
    return read(UnpackedInput.of(where, stream), format, CsvLimits.USUAL);
  }

  /** Reads within {@code limits}; closes {@code input}. */
  static CsvTable read(UnpackedInput input, CsvPlan plan, CsvLimits limits) {
    CsvRows rows = new CsvRows(input.where(), plan, limits);
    input.limit(limits.bytes());
    parse(input, plan, rows);
    return rows.table(input.sha256());
  }

  /** Hands lines to {@code rows} until these are complete; closes {@code input}. */
  static void parse(UnpackedInput input, CsvPlan plan, CsvRows rows) {
    try (de.siegmar.fastcsv.reader.CsvReader<Long> parser =
            de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(plan.delimiter())
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(rows.limits().bufferChars())
                .build(rows, new Utf8Reader(input));
        CloseableIterator<Long> lines = parser.iterator()) {
      while (!rows.isComplete() && lines.hasNext()) {
        lines.next();
      }
    } catch (CsvParseException e) {
      throw explained(e, rows);
    } catch (IOException | UncheckedIOException e) {
      // The input throws none: it is the decoder's.
      throw rows.place().problem("UTF-8 text", "other bytes", "Save the file as UTF-8.");
    }
  }

  /** The parser's own complaint, or what was thrown while it called. */
  private static RuntimeException explained(CsvParseException e, CsvRows rows) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException thrown) {
      return thrown;
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("buffer")) {
      return rows.tooLong(rows.place());
    }
    String reason = message.replaceFirst(" \\(record starting .*", "").replaceAll("'.*' ", "");
    return rows.place()
        .problem(
            "fields whose double quotes are closed before the delimiter",
            "an " + reason.toLowerCase(Locale.ROOT),
            rows.quoteAdvice());
  }
}
