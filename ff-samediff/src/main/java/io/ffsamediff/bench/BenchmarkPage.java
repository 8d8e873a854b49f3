package io.ffsamediff.bench;

final class BenchmarkPage {
  private BenchmarkPage() {}

  static String html(BenchmarkResult r) {
    return r.name();
  }
}
