package io.ffsamediff.train;

/**
 * How training ended.
 *
 * @param finished whether all epochs were done; false after a request to stop
 * @param state the state at the end
 */
public record TrainingResult(boolean finished, TrainingState state) {}
