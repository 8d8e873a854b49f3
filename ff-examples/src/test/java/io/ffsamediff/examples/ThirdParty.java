package io.ffsamediff.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A row of the list of licences.
 *
 * @param library as in {@code org.nd4j:nd4j-api}
 * @param version its version
 * @param licences those it offers
 */
record ThirdParty(String library, String version, Set<String> licences) {

  /** The list in the distribution. */
  static final Path FILE = Distribution.FOLDER.resolve("THIRD-PARTY.md");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\S+:\\S+) \\| (\\S+) \\| (.+) \\|$");

  /** The rows of the list, by library. */
  static Map<String, ThirdParty> read() throws IOException {
    Map<String, ThirdParty> rows = new TreeMap<>();
    ROW.matcher(Files.readString(FILE))
        .results()
        .map(ThirdParty::of)
        .forEach(row -> rows.put(row.library(), row));
    return rows;
  }

  private static ThirdParty of(MatchResult row) {
    return new ThirdParty(row.group(1), row.group(2), Set.of(row.group(3).split(" or ", -1)));
  }

  /** As in {@code nd4j-api-1.0.0-M2.1}: the name of its jar, but for classifier and ending. */
  String jar() {
    return library.substring(library.indexOf(':') + 1) + "-" + version;
  }
}
