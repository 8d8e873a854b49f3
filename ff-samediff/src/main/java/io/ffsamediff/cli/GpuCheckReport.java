package io.ffsamediff.cli;

import io.ffsamediff.bench.DeviceComparison;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code ff gpu-check} found; its JSON has these fields.
 *
 * @param verdict in words: whether CUDA works here, and if not, why
 * @param cudaWorks whether CUDA was used, and its results agree with the CPU's
 * @param at when, in UTC
 * @param doctor what {@code ff doctor --json} says
 * @param comparison the same training on both devices; none where CUDA cannot be used
 * @param benchmark what {@code ff bench --json} says
 * @param epochs seconds and loss of one epoch, or why there are none, by device
 */
record GpuCheckReport(
    String verdict,
    boolean cudaWorks,
    String at,
    JsonNode doctor,
    @Nullable DeviceComparison comparison,
    JsonNode benchmark,
    Map<String, JsonNode> epochs) {}
