package io.ffsamediff.cli;

import io.ffsamediff.config.AutoCount;
import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.LabelEncoder;
import io.ffsamediff.data.Provenance;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.device.Bf16Probe;
import io.ffsamediff.device.BlasInfo;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.GpuDevice;
import io.ffsamediff.device.Machine;
import io.ffsamediff.device.PrecisionChoice;
import io.ffsamediff.exec.BlockSize;
import io.ffsamediff.exec.CudaDevice;
import io.ffsamediff.exec.GraphExecutor;
import io.ffsamediff.run.EngineVersion;
import io.ffsamediff.run.RunManifest;
import io.ffsamediff.train.FFNetwork;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.dnnl.dnnl_engine;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** Steps that starting and resuming a run share. */
final class TrainingSetup {

  private TrainingSetup() {}

  /** Tells when a label would be put onto ink. */
  static void warnOfErasedInk(RunConfig config, TrainTest data, Messages messages) {
    if (data.train().isElsewhere()) {
      return;
    }
    LabelEncoder labels = RowEncoder.of(config, data.train()).labels();
    int erased = labels.erasedExamples(data.train());
    if (erased > 0) {
      messages.warning(
          "the label is put onto pixels that are not blank in %d of %d training examples; {\"type\": \"append\"} in \"labels\" keeps them."
              .formatted(erased, data.train().size()));
    }
  }

  /** The configuration with what is derived from the machine written out; starts ND4J. */
  static RunConfig resolve(RunConfig config, TrainTest data, MatmulPrecision precision) {
    int inputs = RowEncoder.of(config, data.train()).inputs();
    DeviceConfig asked = config.device();
    int threads = GraphExecutor.threads(asked);
    DeviceConfig device = with(config, precision).device();
    int pairs = config.training().batchSize().of(data.train().size());
    int rows = BlockSize.derive(FFNetwork.specs(config.network(), inputs), pairs, device);
    return with(
        config,
        new DeviceConfig(
            asked.type(),
            asked.executor(),
            new AutoCount.Fixed(threads),
            new AutoCount.Fixed(asked.blockRows().orElse(rows)),
            precision));
  }

  /**
   * The precision of the products that {@code config} asks for, or that this processor has; tells
   * when it is not the former.
   */
  static MatmulPrecision precision(RunConfig config, Messages messages) {
    PrecisionChoice choice =
        PrecisionChoice.choose(
            config.device().matmulPrecision(), CudaDevice.isAsked(), Bf16Probe::run);
    choice.notice().ifPresent(messages::notice);
    return choice.precision();
  }

  /** The configuration with products in {@code precision}. */
  static RunConfig with(RunConfig config, MatmulPrecision precision) {
    DeviceConfig device = config.device();
    return with(
        config,
        new DeviceConfig(
            device.type(), device.executor(), device.threads(), device.blockRows(), precision));
  }

  private static RunConfig with(RunConfig config, DeviceConfig device) {
    return new RunConfig(
        config.name(),
        config.seed(),
        config.data(),
        config.network(),
        config.labels(),
        config.negatives(),
        config.augmentation(),
        config.training(),
        config.evaluation(),
        config.checkpoints(),
        device,
        config.cluster());
  }

  /** Versions of everything that computes what {@code config} tells; starts ND4J. */
  static RunManifest.Versions versions(RunConfig config, DeviceChoice choice) {
    @Nullable GpuDevice gpu = choice.gpu();
    BlasInfo blas = BlasInfo.read();
    return new RunManifest.Versions(
        EngineVersion.current(),
        BuildInfo.gitCommit(),
        Machine.read().jvm(),
        BuildInfo.versionInJarName(Nd4j.class),
        "%s %s, %s kernels, %d threads"
            .formatted(blas.vendor(), blas.version(), blas.kernel(), blas.threads()),
        gpu == null ? null : gpu.driverVersion(),
        config.device().matmulPrecision() == MatmulPrecision.BF16
            ? BuildInfo.versionInJarName(dnnl_engine.class)
            : null);
  }

  /** Where it computes. */
  static RunManifest.Device device(DeviceChoice choice) {
    @Nullable GpuDevice gpu = choice.gpu();
    return gpu == null
        ? new RunManifest.Device(choice.backend(), Machine.read().summary(), choice.reason())
        : new RunManifest.Device("cuda", gpu.toString(), choice.reason());
  }

  /** The files that {@code data} was read from. */
  static List<Provenance> provenance(TrainTest data) {
    return Stream.concat(data.train().provenance().stream(), data.test().provenance().stream())
        .toList();
  }

  /**
   * Refuses to resume a run on other data than it was started on.
   *
   * @throws DataException if a checksum differs
   */
  static void requireSameData(List<Provenance> before, TrainTest data) {
    List<String> sums = before.stream().map(Provenance::sha256).toList();
    for (Provenance file : provenance(data)) {
      if (!sums.contains(file.sha256())) {
        throw new DataException(
            "%s: expected the file that the run was started on, received another one (SHA-256 %s). Restore the data, or start a new run."
                .formatted(file.source(), file.sha256()));
      }
    }
  }
}
