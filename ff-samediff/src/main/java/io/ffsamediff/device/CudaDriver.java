package io.ffsamediff.device;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Asks {@code libcuda}, the driver's own library, for its devices and describes them as {@code
 * nvidia-smi} would. Constants and functions are those of CUDA's driver API.
 */
public final class CudaDriver {

  /** Begins the line with which a process that asks says why it has no answer. */
  public static final String REASON = "reason: ";

  private static final int SUCCESS = 0;
  private static final int NO_DEVICE = 100;
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;
  private static final int NAME_BYTES = 256;
  private static final long MIB = 1L << 20;

  private final NativeLibrary library;

  private CudaDriver(NativeLibrary library) {
    this.library = library;
  }

  /**
   * Asks the driver, which may hang or crash with this process.
   *
   * @return a line a device
   * @throws DeviceException if the driver cannot be asked
   */
  public static List<String> ask() {
    try {
      return new CudaDriver(NativeLibrary.getInstance(library())).lines();
    } catch (UnsatisfiedLinkError e) {
      throw new DeviceException("libcuda, the driver's library, is not to be found");
    }
  }

  private static String library() {
    return Platform.isWindows() ? "nvcuda" : "libcuda.so.1";
  }

  private List<String> lines() {
    int result = call("cuInit", 0);
    if (result == NO_DEVICE) {
      return List.of();
    }
    require("cuInit", result);
    IntByReference count = new IntByReference();
    require("cuDeviceGetCount", call("cuDeviceGetCount", count));
    return IntStream.range(0, count.getValue()).mapToObj(this::line).toList();
  }

  private String line(int index) {
    IntByReference device = new IntByReference();
    require("cuDeviceGet", call("cuDeviceGet", device, index));
    byte[] name = new byte[NAME_BYTES];
    require("cuDeviceGetName", call("cuDeviceGetName", name, NAME_BYTES, device.getValue()));
    LongByReference memory = new LongByReference();
    require("cuDeviceTotalMem", call("cuDeviceTotalMem_v2", memory, device.getValue()));
    return String.format(
        Locale.ROOT,
        "%d, , %s, %d.%d, %s, %d MiB, [N/A]",
        index,
        Native.toString(name),
        attribute(CAPABILITY_MAJOR, device.getValue()),
        attribute(CAPABILITY_MINOR, device.getValue()),
        cuda(),
        memory.getValue() / MIB);
  }

  private int attribute(int which, int device) {
    IntByReference value = new IntByReference();
    require("cuDeviceGetAttribute", call("cuDeviceGetAttribute", value, which, device));
    return value.getValue();
  }

  /** The CUDA that the driver brings, told as 1000 major + 10 minor. */
  private String cuda() {
    IntByReference version = new IntByReference();
    require("cuDriverGetVersion", call("cuDriverGetVersion", version));
    int told = version.getValue();
    return "CUDA %d.%d".formatted(told / 1000, told % 1000 / 10);
  }

  private int call(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  private static void require(String function, int result) {
    if (result != SUCCESS) {
      throw new DeviceException("libcuda: %s failed with error %d".formatted(function, result));
    }
  }
}
