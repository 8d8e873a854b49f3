package io.ffsamediff.examples.soak;

/**
 * A process at one time.
 *
 * @param hours since it was started
 * @param residentMiB resident memory, compiled code not counted
 * @param compiledMiB compiled code, which the JVM bounds and which settles slowly
 * @param heapMiB of the heap in use, after a collection
 * @param metaspaceMiB of classes
 * @param threads threads
 * @param handles open file handles
 * @param runFiles files and folders in the run folder, or of all runs
 * @param tempFiles files and folders in the temporary folder
 */
record Sample(
    double hours,
    double residentMiB,
    double compiledMiB,
    double heapMiB,
    double metaspaceMiB,
    double threads,
    double handles,
    double runFiles,
    double tempFiles) {}
