package io.ffsamediff.device;

import java.util.Arrays;
import java.util.Optional;

/**
 * The CUDA backends that a distribution may hold, and what each can run on. ND4J's have no code
 * that a driver could translate for a later card (PTX).
 */
public enum CudaBackend {
  /**
   * The engine's own executor: kernels that are compiled on the spot for the device, beside ND4J on
   * the CPU. Least capability: CUDA 12 Toolkit Release Notes, what its libraries support from
   * Turing on, and what the kernels are compiled for in tests. Least driver: as {@link #CUDA12}.
   */
  CUDA("cuda", 12, "525.60", "7.5 and later") {
    @Override
    boolean hasCodeFor(ComputeCapability device) {
      return device.major() > 7 || (device.major() == 7 && device.minor() >= 5);
    }
  },

  /**
   * {@code nd4j-cuda-11.6} of 1.0.0-M2.1. Its native library holds machine code for these and
   * nothing else (its fat binaries were listed). Least driver: NVIDIA, CUDA Compatibility, minor
   * version compatibility of CUDA 11.
   */
  CUDA11("cuda11", 11, "450.80", "3.7, 5.0, 5.2, 6.0, 6.1, 7.0, 7.5, 8.0, 8.6"),

  /**
   * {@code nd4j-cuda-12.x} snapshots, as upstream's build asks for: compute {@code 8.6 9.0}. Least
   * driver: the same document, CUDA 12. Nobody of this project has run one.
   */
  CUDA12("cuda12", 12, "525.60", "8.6, 9.0");

  /** System property, true in a process whose layers are to train on its first CUDA device. */
  public static final String OWN_PROPERTY = "ff.cuda";

  private final String folder;
  private final int generation;
  private final String leastDriver;
  private final String code;

  CudaBackend(String folder, int generation, String leastDriver, String code) {
    this.folder = folder;
    this.generation = generation;
    this.leastDriver = leastDriver;
    this.code = code;
  }

  /** The backend in the folder {@code name} of a distribution, if it is one of these. */
  public static Optional<CudaBackend> of(String name) {
    return Arrays.stream(values()).filter(backend -> backend.folder.equals(name)).findFirst();
  }

  /** Name of its folder in the distribution. */
  public String folder() {
    return folder;
  }

  /** Whether ND4J stays on the CPU, and only the layers train on the device. */
  public boolean isOwn() {
    return this == CUDA;
  }

  /** Why this backend cannot run on {@code device}; none where it should. */
  public Optional<String> objection(GpuDevice device) {
    Optional<ComputeCapability> capability = ComputeCapability.parse(device.computeCapability());
    if (capability.isPresent() && !hasCodeFor(capability.get())) {
      return Optional.of(
          "%s has machine code for compute capability %s only".formatted(folder, code));
    }
    if (!DriverVersion.suffices(device.driverVersion(), leastDriver, generation)) {
      return Optional.of(
          "%s needs driver %s or newer, found %s"
              .formatted(folder, leastDriver, device.driverVersion()));
    }
    return Optional.empty();
  }

  /** Whether it has machine code for {@code device}, or can make it. */
  boolean hasCodeFor(ComputeCapability device) {
    return Arrays.stream(code.split(", ", -1))
        .map(ComputeCapability::parse)
        .flatMap(Optional::stream)
        .anyMatch(device::runs);
  }
}
