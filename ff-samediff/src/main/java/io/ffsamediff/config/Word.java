package io.ffsamediff.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The JSON string that stands for this member of a sealed configuration interface whose other
 * member is written as a plain number or array, as in {@code "batchSize": "full"} beside {@code
 * "batchSize": 100}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Word {

  /** The word as written in JSON. */
  String value();
}
