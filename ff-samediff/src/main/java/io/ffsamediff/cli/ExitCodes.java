package io.ffsamediff.cli;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.cuda.GpuException;
import io.ffsamediff.cuda.GpuMemoryException;
import io.ffsamediff.data.DataException;
import io.ffsamediff.device.DeviceException;
import io.ffsamediff.graph.ParameterFileException;
import io.ffsamediff.run.RunFolderException;
import io.ffsamediff.run.RunFormatException;
import io.ffsamediff.serve.ServeException;
import io.ffsamediff.train.DivergedException;
import java.util.Map;

/** What the process's exit code says; a contract for scripts. */
public final class ExitCodes {

  /** All went well. */
  public static final int OK = 0;

  /** Failure of another kind: run folder exists or cannot be written, internal error. */
  public static final int FAILURE = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** The configuration is missing or wrong. */
  public static final int CONFIG = 3;

  /** Data files are missing, damaged or do not fit. */
  public static final int DATA = 4;

  /** A model, run folder or checkpoint is missing, damaged or does not fit. */
  public static final int RUN = 5;

  /** The loss is no longer a finite number. */
  public static final int DIVERGED = 6;

  /** The device that was asked for is not there. */
  public static final int DEVICE = 7;

  /** Ended by SIGHUP: the terminal was closed. */
  public static final int HUNG_UP = 129;

  /** Ended by SIGINT. */
  public static final int INTERRUPTED = 130;

  /** Ended by SIGTERM. */
  public static final int TERMINATED = 143;

  private static final Map<Class<? extends Throwable>, Integer> BY_EXCEPTION =
      Map.of(
          ConfigException.class, CONFIG,
          ServeException.class, FAILURE,
          DataException.class, DATA,
          RunFolderException.class, FAILURE,
          RunFormatException.class, RUN,
          DivergedException.class, DIVERGED,
          DeviceException.class, DEVICE,
          GpuException.class, DEVICE,
          GpuMemoryException.class, DEVICE,
          ParameterFileException.class, RUN);

  private ExitCodes() {}

  /** The exit code of a command that ended with {@code failure}. */
  public static int of(Throwable failure) {
    return BY_EXCEPTION.getOrDefault(failure.getClass(), FAILURE);
  }

  /** Whether the message of {@code failure} was written for the user. */
  public static boolean isForUser(Throwable failure) {
    return BY_EXCEPTION.containsKey(failure.getClass());
  }
}
