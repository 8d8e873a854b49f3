package io.ffsamediff.cli;

import io.ffsamediff.bench.DeviceComparison;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code ff gpu-check} found; its JSON has these fields. What is not yet measured is null.
 *
 * @param verdict in words: whether CUDA works here, and if not, why
 * @param cudaWorks whether CUDA was used, and its results agree with the CPU's
 * @param at when, in UTC
 * @param targets what the card should reach and does; none where the engine's own executor is not
 *     used
 * @param doctor what {@code ff doctor --json} says
 * @param selfCheck seconds of the self-check, see {@link SelfCheck}
 * @param comparison the same training on both devices in float32; none where CUDA cannot be used
 * @param comparisonTf32 the CPU in float32 beside CUDA in TF32
 * @param keras what {@code ff bench --json} says of the Keras configuration on CUDA in TF32
 * @param paper epochs of the paper's configuration on CUDA in TF32, see {@link TrainedEpochs}
 * @param benchmark what {@code ff bench --json} says of the CPU and CUDA in float32
 * @param epochs seconds and loss of one epoch, or why there are none, by device
 */
record GpuCheckReport(
    String verdict,
    boolean cudaWorks,
    String at,
    @Nullable CudaTargets targets,
    @Nullable JsonNode doctor,
    @Nullable JsonNode selfCheck,
    @Nullable DeviceComparison comparison,
    @Nullable DeviceComparison comparisonTf32,
    @Nullable JsonNode keras,
    @Nullable JsonNode paper,
    @Nullable JsonNode benchmark,
    Map<String, JsonNode> epochs) {}
