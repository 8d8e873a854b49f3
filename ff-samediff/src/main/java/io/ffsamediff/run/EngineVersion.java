package io.ffsamediff.run;

/** The version of the engine that writes files. */
public final class EngineVersion {

  private EngineVersion() {}

  /** The version, or {@code development} when the engine was not started from its jar. */
  public static String current() {
    String version = EngineVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
