package io.ffsamediff.device;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory that was asked for and not to be had, on the device or the host, out of what ND4J and
 * JavaCPP throw.
 *
 * @param requested what was asked for, in words; {@code an array} where they do not tell
 */
public record MemoryFailure(String requested) {

  /** As {@code CudaMemoryManager} of ND4J 1.0.0-M2.1 has it. */
  private static final Pattern ND4J =
      Pattern.compile("Failed to allocate (\\d+) bytes from (?:DEVICE|HOST)");

  /** As {@code Pointer} of JavaCPP has it. */
  private static final Pattern JAVACPP =
      Pattern.compile("Cannot allocate new (\\w+)\\((\\d+)\\)|Physical memory usage is too high");

  /**
   * As the native library of ND4J has it; CUDA's error 2 is {@code cudaErrorMemoryAllocation}, and
   * cuBLAS's status 3 {@code CUBLAS_STATUS_ALLOC_FAILED}.
   */
  private static final Pattern NATIVE =
      Pattern.compile(
          "allocation failed|exceeds device limits|out of memory|Can't allocate memory"
              + "|cublas.*rror code: \\[3\\]",
          Pattern.CASE_INSENSITIVE);

  /** The failure behind {@code thrown}, where memory is the reason. */
  public static Optional<MemoryFailure> of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      Optional<MemoryFailure> found = read(cause);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<MemoryFailure> read(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    Matcher bytes = ND4J.matcher(message);
    if (bytes.find()) {
      return Optional.of(new MemoryFailure(bytes.group(1) + " bytes"));
    }
    Matcher pointer = JAVACPP.matcher(message);
    if (pointer.find() && pointer.group(1) != null) {
      return Optional.of(
          new MemoryFailure("a %s of %s elements".formatted(pointer.group(1), pointer.group(2))));
    }
    boolean isMemory = cause instanceof OutOfMemoryError || NATIVE.matcher(message).find();
    return isMemory
        ? Optional.of(new MemoryFailure("an array (" + message + ")"))
        : Optional.empty();
  }
}
