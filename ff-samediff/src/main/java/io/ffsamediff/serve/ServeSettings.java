package io.ffsamediff.serve;

import io.ffsamediff.data.PictureFit;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where to listen and what to show.
 *
 * @param host name or address to listen on
 * @param port from 0, which takes a free one, to 65535
 * @param runs folder of the runs that are listed
 * @param fit how a picture becomes inputs
 * @param patience for the header of a request, and again for its body
 */
public record ServeSettings(String host, int port, Path runs, PictureFit fit, Duration patience) {

  /** Enough for a photograph over a slow radio link. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);
}
