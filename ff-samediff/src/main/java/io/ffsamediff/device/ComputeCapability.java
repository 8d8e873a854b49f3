package io.ffsamediff.device;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the machine code of a GPU must be made for: its generation and revision.
 *
 * @param major the generation
 * @param minor the revision in it
 */
public record ComputeCapability(int major, int minor) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

  /** Reads {@code 8.6}; none for what is not of that form. */
  public static Optional<ComputeCapability> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new ComputeCapability(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /**
   * Whether a device of this capability runs machine code made for {@code code}: of the same
   * generation, and of no later revision (CUDA C++ Programming Guide, "Binary Compatibility").
   */
  public boolean runs(ComputeCapability code) {
    return major == code.major && minor >= code.minor;
  }

  /** As in {@code 8.6}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
