package io.ffsamediff.export;

import java.util.List;

/**
 * What was exported.
 *
 * @param files the files
 * @param absent what there is no file of, and why: a sentence each
 */
public record ExportResult(List<ExportedFile> files, List<String> absent) {

  /** Copies the lists. */
  public ExportResult {
    files = List.copyOf(files);
    absent = List.copyOf(absent);
  }
}
