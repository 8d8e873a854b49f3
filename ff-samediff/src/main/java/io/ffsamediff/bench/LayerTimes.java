package io.ffsamediff.bench;

import org.jspecify.annotations.Nullable;

/**
 * What was measured of one layer.
 *
 * @param innerEpoch seconds of an inner epoch
 * @param singleStep seconds of one step
 * @param products seconds of its products alone
 * @param heapBytes bytes of the heap that a step takes
 * @param nativeObjects arrays, views and op contexts that a step makes
 * @param residentBytes resident memory, or null
 */
record LayerTimes(
    Spread innerEpoch,
    Spread singleStep,
    Spread products,
    long heapBytes,
    long nativeObjects,
    @Nullable Long residentBytes) {}
