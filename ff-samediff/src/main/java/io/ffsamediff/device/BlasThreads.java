package io.ffsamediff.device;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The number of threads that a BLAS call shares its work among. ND4J's own way to set it looks for
 * every BLAS it knows each time, which takes most of a millisecond, and remembers what it set
 * itself.
 */
public final class BlasThreads {

  private static final Optional<Function> SET = find("openblas_set_num_threads");
  private static final Optional<Function> GET = find("openblas_get_num_threads");

  private BlasThreads() {}

  /** Threads of a call now; starts ND4J. */
  public static int get() {
    return GET.isPresent()
        ? GET.get().invokeInt(new Object[0])
        : Nd4j.factory().blas().getMaxThreads();
  }

  /** Threads of the calls to come, at least 1. Not to be called while a product runs. */
  public static void set(int threads) {
    if (SET.isPresent()) {
      SET.get().invokeVoid(new Object[] {threads});
    } else {
      Nd4j.factory().blas().setMaxThreads(threads);
    }
  }

  private static Optional<Function> find(String name) {
    Nd4j.factory();
    try {
      return Optional.of(Function.getFunction(new Pointer(Loader.addressof(name).address())));
    } catch (UnsatisfiedLinkError | NullPointerException | NoClassDefFoundError e) {
      return Optional.empty();
    }
  }
}
