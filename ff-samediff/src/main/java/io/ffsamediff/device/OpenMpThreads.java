package io.ffsamediff.device;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/** The number of OpenMP threads that the calling thread's primitives of oneDNN take. */
public final class OpenMpThreads {

  /** GNU's runtime, which ND4J's and oneDNN's libraries are linked to. */
  private static final NativeLibrary RUNTIME = NativeLibrary.getInstance("libgomp.so.1");

  private static final Function GET = RUNTIME.getFunction("omp_get_max_threads");
  private static final Function SET = RUNTIME.getFunction("omp_set_num_threads");

  private OpenMpThreads() {}

  /** Threads of the calling thread's work. */
  public static int get() {
    return GET.invokeInt(new Object[0]);
  }

  /** Does {@code work} with one thread, where several threads do such work, each for itself. */
  public static void withOne(Runnable work) {
    int before = get();
    set(1);
    try {
      work.run();
    } finally {
      set(before);
    }
  }

  /** Sets them, at least 1; other threads keep theirs. */
  public static void set(int threads) {
    SET.invokeVoid(new Object[] {threads});
  }
}
