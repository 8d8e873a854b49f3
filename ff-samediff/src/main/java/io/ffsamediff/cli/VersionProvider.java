package io.ffsamediff.cli;

import io.ffsamediff.run.EngineVersion;
import picocli.CommandLine.IVersionProvider;

/** The versions of the engine and of what it computes with; loads no class of ND4J. */
final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String commit = BuildInfo.gitCommit();
    return new String[] {
      "ff " + EngineVersion.current(),
      "commit " + (commit == null ? "unknown" : commit),
      "ND4J " + BuildInfo.nd4jVersions()
    };
  }
}
