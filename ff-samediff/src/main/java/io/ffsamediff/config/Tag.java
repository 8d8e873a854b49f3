package io.ffsamediff.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value of {@code "type"} that selects this member of a sealed configuration interface. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Tag {

  /** The tag as written in JSON. */
  String value();

  /** What this kind means, in one sentence. */
  String meaning();
}
