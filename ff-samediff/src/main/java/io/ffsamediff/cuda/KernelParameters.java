package io.ffsamediff.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Native memory from which the driver copies the arguments of a launch (CUDA Driver API,
 * "cuLaunchKernel": {@code kernelParams} are pointers to the values, copied before it returns).
 */
final class KernelParameters implements AutoCloseable {

  /** Parameters of a kernel, at most. */
  static final int MOST = 128;

  /** Each argument has the room, and the alignment, of the largest. */
  private static final int SLOT = Long.BYTES;

  private final BytePointer slots = new BytePointer((long) MOST * SLOT);
  private final ByteBuffer values = slots.asByteBuffer().order(ByteOrder.nativeOrder());
  private final PointerPointer<BytePointer> addresses = new PointerPointer<>(MOST);

  KernelParameters() {
    for (int i = 0; i < MOST; i++) {
      addresses.put(i, slots.getPointer((long) i * SLOT));
    }
  }

  /** Lays the arguments out. */
  PointerPointer<?> of(List<KernelArgument> arguments) {
    if (arguments.size() > MOST) {
      throw new IllegalArgumentException(
          "kernel: expected at most %d arguments, received %d".formatted(MOST, arguments.size()));
    }
    for (int i = 0; i < arguments.size(); i++) {
      put(i * SLOT, arguments.get(i));
    }
    return addresses;
  }

  private void put(int at, KernelArgument argument) {
    if (argument instanceof KernelArgument.Memory memory) {
      GpuSlice slice = memory.slice();
      values.putLong(at, ((DeviceMemory) slice.memory()).address(slice.fromFloat()));
    } else if (argument instanceof KernelArgument.Int number) {
      values.putInt(at, number.value());
    } else if (argument instanceof KernelArgument.Float number) {
      values.putFloat(at, number.value());
    } else if (argument instanceof KernelArgument.Long number) {
      values.putLong(at, number.value());
    }
  }

  @Override
  public void close() {
    addresses.close();
    slots.close();
  }
}
