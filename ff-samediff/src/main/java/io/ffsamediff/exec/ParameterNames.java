package io.ffsamediff.exec;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a kernel calls arrays whose names are those of a graph's variables: letters only. */
final class ParameterNames {

  private final Map<String, String> arrayOf = new LinkedHashMap<>();

  /** The parameter for an array. */
  String of(String array) {
    for (Map.Entry<String, String> known : arrayOf.entrySet()) {
      if (known.getValue().equals(array)) {
        return known.getKey();
      }
    }
    StringBuilder name = new StringBuilder(letters(array));
    while (arrayOf.containsKey(name.toString())) {
      name.append('X');
    }
    arrayOf.put(name.toString(), array);
    return name.toString();
  }

  /** The array of each parameter. */
  Map<String, String> arrays() {
    return arrayOf;
  }

  /** As in {@code positiveLabels} for {@code positive/labels}, {@code multiplyD} for multiply_3. */
  private static String letters(String array) {
    StringBuilder letters = new StringBuilder();
    boolean capital = false;
    for (int i = 0; i < array.length(); i++) {
      char c = array.charAt(i);
      if (c >= '0' && c <= '9') {
        letters.append((char) ('A' + c - '0'));
      } else if (Character.isLetter(c)) {
        letters.append(capital ? Character.toUpperCase(c) : c);
        capital = false;
      } else {
        capital = true;
      }
    }
    // The generator has variables of one letter, and a few of words.
    return letters.length() > 3 ? letters.toString() : letters + "Values";
  }
}
