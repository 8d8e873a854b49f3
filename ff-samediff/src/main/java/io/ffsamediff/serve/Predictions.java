package io.ffsamediff.serve;

/** What is said of a picture. */
@FunctionalInterface
interface Predictions {

  /**
   * JSON about a PNG or JPEG picture.
   *
   * @throws HttpProblem if it cannot be told
   */
  String predict(byte[] picture) throws InterruptedException;
}
