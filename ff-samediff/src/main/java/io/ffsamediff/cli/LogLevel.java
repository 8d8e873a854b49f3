package io.ffsamediff.cli;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much the log on stderr tells. */
enum LogLevel {
  /** Everything, with what libraries print of their own accord. */
  DEBUG,
  /** What is being done. */
  INFO,
  /** What may be wrong. */
  WARN,
  /** What is wrong. */
  ERROR;

  /** System property that {@code logback.xml} of the distribution reads when logging starts. */
  static final String PROPERTY = "ff.log";

  /** Makes this the level of the log, which has not started yet. */
  void apply() {
    System.setProperty(PROPERTY, name());
  }

  /** The option of a JVM that is to log as this one does, where it was told. */
  static Optional<String> option() {
    @Nullable String level = System.getProperty(PROPERTY);
    return level == null ? Optional.empty() : Optional.of("-D" + PROPERTY + "=" + level);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
