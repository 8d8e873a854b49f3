package io.ffsamediff.cuda;

import static io.ffsamediff.cuda.CudaCalls.driver;
import static org.bytedeco.cuda.global.cudart.cuCtxSetCurrent;
import static org.bytedeco.cuda.global.cudart.cuDeviceGet;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetCount;
import static org.bytedeco.cuda.global.cudart.cuDeviceGetName;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRelease;
import static org.bytedeco.cuda.global.cudart.cuDevicePrimaryCtxRetain;
import static org.bytedeco.cuda.global.cudart.cuDeviceTotalMem;
import static org.bytedeco.cuda.global.cudart.cuDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cuInit;
import static org.bytedeco.cuda.global.cudart.cuStreamCreate;
import static org.bytedeco.cuda.global.cudart.cuStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cuStreamSynchronize;

import io.ffsamediff.device.ComputeCapability;
import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.cudart.CUctx_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * A device's primary context, which cuBLASLt uses too (CUDA Driver API, "Primary Context
 * Management"), and a stream in it that does not wait for others.
 */
final class DeviceContext implements AutoCloseable {

  private static final int NAME_BYTES = 256;

  private final int device;
  private final CUctx_st context;
  private final CUstream_st stream;

  private DeviceContext(int device, CUctx_st context, CUstream_st stream) {
    this.device = device;
    this.context = context;
    this.stream = stream;
  }

  /**
   * Opens a device.
   *
   * @param index its number among those that the process sees
   * @throws GpuException if there is none of that number
   */
  static DeviceContext open(int index) {
    driver("cuInit", cuInit(0));
    int[] count = new int[1];
    driver("cuDeviceGetCount", cuDeviceGetCount(count));
    if (index < 0 || index >= count[0]) {
      throw new GpuException(
          "device: expected a number below that of CUDA devices, %d, received %d. See CUDA_VISIBLE_DEVICES."
              .formatted(count[0], index));
    }
    int[] device = new int[1];
    driver("cuDeviceGet", cuDeviceGet(device, index));
    CUctx_st context = new CUctx_st();
    driver("cuDevicePrimaryCtxRetain", cuDevicePrimaryCtxRetain(context, device[0]));
    return withStream(device[0], context);
  }

  private static DeviceContext withStream(int device, CUctx_st context) {
    try {
      driver("cuCtxSetCurrent", cuCtxSetCurrent(context));
      CUstream_st stream = new CUstream_st();
      driver("cuStreamCreate", cuStreamCreate(stream, cudart.CU_STREAM_NON_BLOCKING));
      return new DeviceContext(device, context, stream);
    } catch (GpuException e) {
      cuDevicePrimaryCtxRelease(device);
      throw e;
    }
  }

  /** The stream, after the context was made that of the calling thread. */
  CUstream_st stream() {
    use();
    return stream;
  }

  /** Makes the context that of the calling thread, which the driver keeps for each. */
  void use() {
    driver("cuCtxSetCurrent", cuCtxSetCurrent(context));
  }

  /** Waits for the stream, without regard to what became of its work. */
  void settle() {
    use();
    cuStreamSynchronize(stream);
  }

  /**
   * What the device is.
   *
   * @param cudaVersion of the compiler
   */
  GpuFacts facts(String cudaVersion) {
    int[] version = new int[1];
    driver("cuDriverGetVersion", cuDriverGetVersion(version));
    return new GpuFacts(
        name(),
        new ComputeCapability(
            attribute(cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
            attribute(cudart.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR)),
        attribute(cudart.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT),
        attribute(cudart.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_MULTIPROCESSOR),
        totalBytes(),
        versionText(version[0]),
        cudaVersion);
  }

  /** As CUDA tells its versions: 1000 major + 10 minor. */
  static String versionText(int told) {
    return told / 1000 + "." + told % 1000 / 10;
  }

  private String name() {
    byte[] name = new byte[NAME_BYTES];
    driver("cuDeviceGetName", cuDeviceGetName(name, NAME_BYTES, device));
    String text = new String(name, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private int attribute(int which) {
    int[] value = new int[1];
    driver("cuDeviceGetAttribute", cuDeviceGetAttribute(value, which, device));
    return value[0];
  }

  private long totalBytes() {
    try (SizeTPointer bytes = new SizeTPointer(1)) {
      driver("cuDeviceTotalMem", cuDeviceTotalMem(bytes, device));
      return bytes.get();
    }
  }

  @Override
  public void close() {
    use();
    int destroyed = cuStreamDestroy(stream);
    int released = cuDevicePrimaryCtxRelease(device);
    driver("cuStreamDestroy", destroyed);
    driver("cuDevicePrimaryCtxRelease", released);
  }
}
