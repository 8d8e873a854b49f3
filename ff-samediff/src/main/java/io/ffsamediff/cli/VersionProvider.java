package io.ffsamediff.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the engine, from the manifest of its jar. */
final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return new String[] {"ff " + (version == null ? "(development)" : version)};
  }
}
