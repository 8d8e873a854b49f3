package io.ffsamediff.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions of the engine and of what it computes with; loads no class of ND4J. */
final class VersionProvider implements IVersionProvider {

  /** The version, or {@code development} when the engine was not started from its jar. */
  static String version() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    String commit = BuildInfo.gitCommit();
    return new String[] {
      "ff " + version(),
      "commit " + (commit == null ? "unknown" : commit),
      "ND4J " + BuildInfo.nd4jVersions()
    };
  }
}
