package io.ffsamediff.data;

/**
 * The two splits of a data set.
 *
 * @param train examples to learn from
 * @param test examples to be judged by
 */
public record TrainTest(Dataset train, Dataset test) {}
