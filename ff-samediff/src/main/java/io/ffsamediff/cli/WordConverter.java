package io.ffsamediff.cli;

import io.ffsamediff.config.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads one of a few words, upper and lower case being the same, and names them all where another
 * was given.
 *
 * @param type the enum whose constants the words are, in lower case or as they print themselves
 */
record WordConverter<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

  /** Has {@code commandLine} read values of {@code type} so. */
  static <E extends Enum<E>> void register(CommandLine commandLine, Class<E> type) {
    commandLine.registerConverter(type, new WordConverter<>(type));
  }

  @Override
  public E convert(String given) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equalsIgnoreCase(given) || constant.name().equalsIgnoreCase(given)) {
        return constant;
      }
    }
    List<String> words = Stream.of(type.getEnumConstants()).map(WordConverter::word).toList();
    Optional<String> meant = Spelling.closest(given, words);
    throw new TypeConversionException(
        "expected %s, received %s.%s"
            .formatted(
                either(words), given, meant.map(word -> " Did you mean " + word + "?").orElse("")));
  }

  private static String word(Enum<?> constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }

  private static String either(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
