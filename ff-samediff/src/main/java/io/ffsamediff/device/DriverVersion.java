package io.ffsamediff.device;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of the NVIDIA driver. {@code nvidia-smi} tells the driver's own, as in {@code 550.54.15};
 * {@code libcuda} tells only the CUDA that the driver brings, as in {@code CUDA 12.4}.
 */
final class DriverVersion {

  private static final Pattern OWN = Pattern.compile("(\\d+)(\\.\\d+)*");
  private static final Pattern CUDA = Pattern.compile("CUDA (\\d+)\\.\\d+");

  private DriverVersion() {}

  /**
   * Whether {@code driver} is at least {@code least}, or brings the CUDA generation. A version of
   * another form counts as sufficient: a trial will show.
   *
   * @param driver version as the driver tells it
   * @param least the driver's own version, numbers with points between
   * @param cuda the CUDA generation
   */
  static boolean suffices(String driver, String least, int cuda) {
    Matcher brought = CUDA.matcher(driver);
    if (brought.matches()) {
      return Integer.parseInt(brought.group(1)) >= cuda;
    }
    return !OWN.matcher(driver).matches() || Arrays.compare(numbers(driver), numbers(least)) >= 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
