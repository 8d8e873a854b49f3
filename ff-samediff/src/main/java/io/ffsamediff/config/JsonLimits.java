package io.ffsamediff.config;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** What JSON may be like that is read from a file, whoever wrote it. */
public final class JsonLimits {

  /** Bytes of a configuration, alone or in a run folder: a page of text. */
  public static final int CONFIG_BYTES = 1 << 20;

  /** Objects and lists inside each other; a configuration has seven. */
  public static final int DEPTH = 64;

  /** Characters of a number; arithmetic on longer ones would take long. */
  public static final int NUMBER = 1000;

  /** Characters of a key. */
  public static final int NAME = 10_000;

  /** Characters of a text: the pixels of an example are one. */
  public static final int TEXT = 1 << 26;

  private JsonLimits() {}

  /** Makes parsers that keep to these limits. */
  public static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxNumberLength(NUMBER)
                .maxNameLength(NAME)
                .maxStringLength(TEXT)
                .build())
        .build();
  }
}
