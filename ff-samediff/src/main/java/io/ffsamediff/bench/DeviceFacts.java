package io.ffsamediff.bench;

import io.ffsamediff.device.Bf16Support;
import java.util.List;
import java.util.Map;

/**
 * Where a benchmark runs.
 *
 * @param device {@code cpu} or {@code cuda}
 * @param reason why it was chosen
 * @param hardware the processor, or the GPU
 * @param versions versions of everything that computes, by name
 * @param environment variables that native libraries read and that are set, by name
 * @param threads threads of the BLAS
 * @param bf16 whether products of bfloat16 can be measured
 * @param warnings what makes runs slow here, a sentence each
 */
public record DeviceFacts(
    String device,
    String reason,
    String hardware,
    Map<String, String> versions,
    Map<String, String> environment,
    int threads,
    Bf16Support bf16,
    List<String> warnings) {}
