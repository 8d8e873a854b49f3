package io.ffsamediff.cli;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.device.DeviceChoice;
import io.ffsamediff.device.DeviceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the launcher has decided for the process that it starts, which does not decide it again.
 *
 * @param choice the backend on the class path
 * @param refusal why what was asked for is not to be had; none where it is
 */
record LaunchedDevice(DeviceChoice choice, @Nullable String refusal) {

  /** System property with this record as JSON. */
  static final String PROPERTY = "ff.device";

  /** For what is to be had. */
  static LaunchedDevice of(DeviceChoice choice) {
    return new LaunchedDevice(choice, null);
  }

  /** For what is not: the engine starts on the CPU to report it. */
  static LaunchedDevice refused(DeviceException refusal) {
    String reason = String.valueOf(refusal.getMessage());
    return new LaunchedDevice(DeviceChoice.cpu(reason), reason);
  }

  /** What this process was started with, where a launcher started it. */
  static Optional<LaunchedDevice> ofThisProcess() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(json -> JsonMapper.shared().readValue(json, LaunchedDevice.class));
  }

  /** The option of the JVM that hands this on. */
  String option() {
    return "-D" + PROPERTY + "=" + JsonMapper.shared().writeValueAsString(this);
  }

  /**
   * The choice, for a command that asks for a device.
   *
   * @throws DeviceException if that is not to be had
   */
  DeviceChoice require(DeviceType asked) {
    boolean onCpu = choice.gpu() == null;
    if (asked == DeviceType.CUDA && onCpu) {
      throw new DeviceException(
          refusal != null
              ? refusal
              : "/device/type: expected a CUDA device, received a process that was started on the CPU: %s. Give --device cuda to ff."
                  .formatted(choice.reason()));
    }
    return asked == DeviceType.CPU && onCpu ? DeviceChoice.cpu("the CPU was asked for") : choice;
  }
}
