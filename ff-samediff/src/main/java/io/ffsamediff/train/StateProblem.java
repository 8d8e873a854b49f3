package io.ffsamediff.train;

/**
 * Why a state cannot be one of a run.
 *
 * @param expected what it would have to have
 * @param received what it has
 */
public record StateProblem(String expected, String received) {}
