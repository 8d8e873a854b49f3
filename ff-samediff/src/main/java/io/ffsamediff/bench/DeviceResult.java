package io.ffsamediff.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.ffsamediff.device.Bf16Support;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was found of one device. */
public sealed interface DeviceResult {

  /** {@code cpu} or {@code cuda}. */
  String device();

  /** Whether it could be measured. */
  @JsonProperty
  boolean available();

  /** Why it was chosen, or why it is not available. */
  String reason();

  /**
   * A device that could not be measured.
   *
   * @param device its name
   * @param reason why
   */
  @JsonPropertyOrder({"device", "available", "reason"})
  record Unavailable(String device, String reason) implements DeviceResult {
    @Override
    public boolean available() {
      return false;
    }
  }

  /**
   * A device and its figures.
   *
   * @param device its name
   * @param reason why it was chosen
   * @param hardware the processor, or the GPU
   * @param versions versions of everything that computes, by name
   * @param environment variables that native libraries read and that were set, by name
   * @param threads threads of the BLAS
   * @param blockRows rows of a block in which a large batch is walked; images for pairs on CUDA
   * @param warnings what makes runs slow here, a sentence each
   * @param roofline what everything is held against
   * @param sgemmGflops the rate that everything is held against: the median
   * @param sgemmSpread its spread, in GFLOP/s
   * @param layers one entry a layer, first to last
   * @param epochSeconds an epoch of the whole network: the median
   * @param epoch more about it
   * @param predictImagesPerSecond test examples predicted in a second
   * @param prediction more about it
   * @param peakResidentBytes most resident memory of the process up to the end of training epochs,
   *     before anything of the benchmark's own; null where the system does not tell
   * @param deviceBytes memory of the device that is taken after training, by whomsoever; null where
   *     that is the machine's own
   * @param bf16Support whether products of bfloat16 can be measured here, and why
   * @param bf16 the same layers with products of bfloat16; null where there are none, or where the
   *     configuration asks for them itself
   * @param tf32 the same layers with products in TF32 on CUDA; null as above
   * @param baseline the same layers by SameDiff's own session; null when not asked for
   * @param scaling growth of the cost; null when not asked for
   */
  @JsonPropertyOrder({"device", "available", "reason"})
  record Measured(
      String device,
      String reason,
      String hardware,
      Map<String, String> versions,
      Map<String, String> environment,
      int threads,
      int blockRows,
      List<String> warnings,
      MeasuredRoof roofline,
      double sgemmGflops,
      Spread sgemmSpread,
      List<LayerResult> layers,
      double epochSeconds,
      EpochResult epoch,
      double predictImagesPerSecond,
      PredictionResult prediction,
      @Nullable Long peakResidentBytes,
      @Nullable Long deviceBytes,
      Bf16Support bf16Support,
      @Nullable BaselineResult bf16,
      @Nullable BaselineResult tf32,
      @Nullable BaselineResult baseline,
      @Nullable ScalingResult scaling)
      implements DeviceResult {

    /** Copies the lists. */
    public Measured {
      warnings = List.copyOf(warnings);
      layers = List.copyOf(layers);
    }

    @Override
    public boolean available() {
      return true;
    }

    /** The same layers in other ways, as far as they were measured. */
    List<BaselineResult> others() {
      return Stream.of(bf16, tf32, baseline).filter(Objects::nonNull).toList();
    }
  }
}
