package io.ffsamediff.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one configuration key: the only home of its default and range. The reader, the JSON
 * Schema and {@code docs/configuration.md} are all made from it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {

  /** What the key means, in one or two sentences. */
  String value();

  /**
   * The default as JSON text; empty for a key that must be given, {@code null} for an absent value.
   */
  String defaultValue() default "";

  /** Where the default comes from. */
  String source() default "";

  /** Smallest allowed number, inclusive. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Largest allowed number, inclusive. */
  double max() default Double.POSITIVE_INFINITY;

  /** Whether {@link #min} itself is refused. */
  boolean aboveMin() default false;

  /** Regular expression that a text must match. */
  String pattern() default ".*\\S.*";

  /** {@link #pattern} in words. */
  String form() default "a text that is not blank";
}
