package io.ffsamediff.kernel;

import java.util.List;
import java.util.Set;

/*
 * The chance is that of data.ExampleRandom, SplitMix64 (Steele, Lea and Flood, 2014), started for each
 * row; a draw is 16 of its bits, looked up in a table of gaps. A row's draws follow each other, but the
 * four of one number need not wait for each other's look-up.
 */
/**
 * The kernel that drops elements of rows: it goes from gap to gap, and sets what it meets to 0.
 * Parameters: {@value #SEED}, four numbers of 16 bits, the lowest first; {@value #NUMBERS}, for
 * each row the number by which its chance is drawn; {@value #GAPS}, 65,536 gaps; {@value #ROWS},
 * the rows.
 */
public final class DropKernel {

  /** What all rows draw by. */
  public static final String SEED = "seed";

  /** By what each row draws. */
  public static final String NUMBERS = "numbers";

  /** Kept elements before the next one that is dropped. */
  public static final String GAPS = "gaps";

  /** The rows, changed in place. */
  public static final String ROWS = "x";

  private static final int THREADS = 32;

  private DropKernel() {}

  /** The text for rows of {@code width} elements. */
  public static KernelSource of(int width, Dialect dialect) {
    Text text = new Text();
    mix(text, dialect);
    text.open(
        dialect.function(
            "drop",
            THREADS,
            List.of(
                "const int rows",
                "const float* %s " + SEED,
                "const float* %s " + NUMBERS,
                "const float* %s " + GAPS,
                "float* %s " + ROWS)));
    text.line("const size_t all = (size_t) rows;");
    text.line(
        "const unsigned long long s = (unsigned long long) seed[0] | (unsigned long long) seed[1] << 16"
            + " | (unsigned long long) seed[2] << 32 | (unsigned long long) seed[3] << 48;");
    text.open(dialect.eachElement());
    text.line("unsigned long long state = mix(s ^ mix((unsigned long long) numbers[i]));");
    text.line("int at = -1;");
    text.open("while (at < %d)".formatted(width));
    text.line("const unsigned long long bits = mix(state);");
    text.line("state += 0x9E3779B97F4A7C15ull;");
    dialect.unroll(text);
    text.open("for (int draw = 0; draw < 64; draw += 16)");
    text.line("at += 1 + (int) gaps[(bits >> draw) & 0xffff];");
    text.line("if (at < %d) x[i * %d + at] = 0.0f;".formatted(width, width));
    text.close();
    text.close();
    text.close();
    text.close();
    return new KernelSource(
        "drop",
        dialect.prelude(THREADS, Set.of()) + "\n" + text,
        List.of(SEED, NUMBERS, GAPS),
        List.of(ROWS),
        List.of(),
        1,
        THREADS,
        0,
        true);
  }

  private static void mix(Text text, Dialect dialect) {
    text.open(dialect.ofFunctions() + " unsigned long long mix(unsigned long long value)");
    text.line("unsigned long long z = value + 0x9E3779B97F4A7C15ull;");
    text.line("z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;");
    text.line("z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;");
    text.line("return z ^ (z >> 31);");
    text.close();
  }
}
