package io.ffsamediff.train;

/**
 * The end of one optimiser step of one layer.
 *
 * @param cursor the step that was done
 * @param loss the layer's loss before the step's update
 */
public record StepEvent(TrainingCursor cursor, double loss) {}
