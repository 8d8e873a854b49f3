package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CsvNumberTest {

  private static final Pattern REFERENCE =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final String LETTERS = "01.eE+- x";

  /** All texts of up to six letters that matter. */
  @Test
  void isNumber_ofAnyShortText_agreesWithTheExpression() {
    int numbers = 0;
    for (int length = 0; length <= 6; length++) {
      long texts = Math.round(Math.pow(LETTERS.length(), length));
      for (long i = 0; i < texts; i++) {
        String text = text(i, length);
        boolean number = REFERENCE.matcher(text).matches();
        if (CsvNumber.isNumber(text) != number) {
          throw new AssertionError("\"%s\" is%s a number".formatted(text, number ? "" : " not"));
        }
        numbers += number ? 1 : 0;
      }
    }
    assertThat(numbers).isGreaterThan(1000);
  }

  @Test
  void isNumber_ofAnyFloat_holds() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      assertThat(CsvNumber.isNumber(Float.toString(value))).isEqualTo(Float.isFinite(value));
    }
  }

  private static String text(long index, int length) {
    StringBuilder text = new StringBuilder();
    for (long left = index; text.length() < length; left /= LETTERS.length()) {
      text.append(LETTERS.charAt((int) (left % LETTERS.length())));
    }
    return text.toString();
  }
}
