package io.ffsamediff.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the engine, from the manifest of its jar. */
final class VersionProvider implements IVersionProvider {

  /** The version, or {@code development} when the engine was not started from its jar. */
  static String version() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"ff " + version()};
  }
}
