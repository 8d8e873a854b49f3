package io.ffsamediff.exec;

/**
 * What tells the plans of a step apart.
 *
 * @param rows rows of the block
 * @param accumulate whether its results add to those of the blocks before it
 */
record PlanKey(int rows, boolean accumulate) {}
