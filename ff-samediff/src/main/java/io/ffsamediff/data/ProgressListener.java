package io.ffsamediff.data;

/** Hears how far a download is; called often, from any thread, but never by two at once. */
@FunctionalInterface
public interface ProgressListener {

  /** Stands for a total that the server did not tell. */
  long UNKNOWN = -1;

  /**
   * Some bytes have come.
   *
   * @param file name of the file that is being downloaded
   * @param bytes bytes here so far, those of an earlier, interrupted download included
   * @param total bytes of the whole file, or {@link #UNKNOWN}
   */
  void progress(String file, long bytes, long total);

  /** Listens to nothing. */
  static ProgressListener none() {
    return (file, bytes, total) -> {};
  }
}
