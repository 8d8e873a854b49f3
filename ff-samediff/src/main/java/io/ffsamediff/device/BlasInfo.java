package io.ffsamediff.device;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The BLAS that ND4J loaded. Its kernel decides the speed and the last bits of every product.
 *
 * @param vendor as ND4J names it, {@code openblas} or {@code mkl}
 * @param config version and build options, as the library tells them; {@code unknown} where it does
 *     not
 * @param kernel family of processors whose kernels were taken, as in {@code SkylakeX}; {@code
 *     unknown} where the library does not tell
 * @param threads threads of the BLAS
 */
public record BlasInfo(String vendor, String config, String kernel, int threads) {

  private static final String UNKNOWN = "unknown";

  /** Starts ND4J, where it has not been, and asks its BLAS. */
  public static BlasInfo read() {
    var blas = Nd4j.factory().blas();
    return new BlasInfo(
        blas.getBlasVendor().name().toLowerCase(Locale.ROOT),
        ask("openblas_get_config"),
        ask("openblas_get_corename"),
        blas.getMaxThreads());
  }

  /** Version number out of {@link #config()}, as in {@code 0.3.31}, or {@code unknown}. */
  public String version() {
    for (String word : config.split("\\s+", -1)) {
      if (word.matches("\\d+(\\.\\w+)+")) {
        return word;
      }
    }
    return UNKNOWN;
  }

  /** JavaCPP has no binding for these functions, so their addresses are called. */
  private static String ask(String function) {
    try {
      Pointer address = new Pointer(Loader.addressof(function).address());
      return String.valueOf(Function.getFunction(address).invokeString(new Object[0], false));
    } catch (UnsatisfiedLinkError | NullPointerException | NoClassDefFoundError e) {
      return UNKNOWN;
    }
  }
}
