package io.ffsamediff.bench;

/**
 * What a benchmark is to measure.
 *
 * @param repeats how often
 * @param baseline whether SameDiff's own training session is measured too
 * @param scaling whether cost is measured against rows and units
 */
public record BenchmarkRequest(Repeats repeats, boolean baseline, boolean scaling) {}
