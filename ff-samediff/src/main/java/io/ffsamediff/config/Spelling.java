package io.ffsamediff.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists of known words, and the known word that a misspelt one was meant to be. */
public final class Spelling {

  private Spelling() {}

  /** The words in quotes, as in {@code "a", "b" or "c"}. */
  static String either(Collection<String> words) {
    List<String> quoted =
        words.stream()
            .map(word -> "\"" + word + "\"")
            .collect(Collectors.toCollection(ArrayList::new));
    if (quoted.size() < 2) {
      return String.join("", quoted);
    }
    String last = quoted.remove(quoted.size() - 1);
    return String.join(", ", quoted) + " or " + last;
  }

  /** {@code Did you mean "..."?} where a known word is close, else {@code otherwise}. */
  static String hint(String given, Collection<String> known, String otherwise) {
    return closest(given, known).map(word -> "Did you mean \"" + word + "\"?").orElse(otherwise);
  }

  /**
   * The known word closest to {@code given}, upper and lower case being the same, if it is close:
   * no difference up to 3 letters ("gpu" is not meant to be "cpu"), one up to 5, else two.
   */
  public static Optional<String> closest(String given, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(given, word) <= tolerance(given, word))
        .min(Comparator.comparingInt(word -> distance(given, word)));
  }

  private static int tolerance(String given, String word) {
    int length = Math.max(given.length(), word.length());
    return length <= 3 ? 0 : length <= 5 ? 1 : 2;
  }

  /* Damerau (1964), Levenshtein (1966), in the restricted form (optimal string alignment): letters
   * inserted, deleted, replaced, and neighbours swapped. Words that differ much in length are not
   * compared, which also bounds the work for a very long key. */
  private static int distance(String first, String second) {
    if (Math.abs(first.length() - second.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
