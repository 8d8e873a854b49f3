package io.ffsamediff.cli;

import io.ffsamediff.data.ProgressListener;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows downloads on stderr: a bar on a terminal, else a line a file. */
final class DownloadProgress implements ProgressListener, AutoCloseable {

  private static final long MIB = 1 << 20;

  private final PrintWriter err;
  private final boolean terminal;
  private @Nullable String file;
  private @Nullable ProgressBar bar;

  /** Shows nothing where messages are to be quiet. */
  DownloadProgress(Messages messages) {
    this(messages.notices(), !messages.quiet() && Terminal.isStderr());
  }

  DownloadProgress(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void progress(String name, long bytes, long total) {
    if (!name.equals(file)) {
      begin(name, total);
    }
    if (bar != null) {
      bar.stepTo(bytes);
    }
  }

  private void begin(String name, long total) {
    close();
    file = name;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax(total)
              .setUnit(" MiB", MIB)
              .setStyle(style())
              .build();
    } else {
      err.println("Downloading " + name);
      err.flush();
    }
  }

  private static ProgressBarStyle style() {
    if (!Terminal.stderrShows("█")) {
      return ProgressBarStyle.ASCII;
    }
    return Terminal.stderrHasColours()
        ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK
        : ProgressBarStyle.UNICODE_BLOCK;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
