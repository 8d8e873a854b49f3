package io.ffsamediff.run;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigHash;
import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Provenance;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json}: what ran where, on which data, and how it ended.
 *
 * @param name name of the run
 * @param seed the seed of all random streams
 * @param configHash SHA-256 of the resolved configuration, lower-case hex
 * @param data the data files with their checksums
 * @param examples how many examples were used
 * @param versions versions of everything that computes
 * @param device where it ran
 * @param start when the run was started
 * @param end when it ended; null while it runs
 * @param status how far it has come
 * @param resumes when it was resumed, oldest first
 * @param problem why it diverged, and what to do; null for others and in runs of earlier versions
 */
public record RunManifest(
    String name,
    long seed,
    String configHash,
    List<Provenance> data,
    Examples examples,
    Versions versions,
    Device device,
    Instant start,
    @Nullable Instant end,
    RunStatus status,
    List<Resume> resumes,
    @Nullable String problem) {

  /** Copies the lists; only {@code end} and {@code problem} may be absent. */
  public RunManifest {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(configHash, "configHash");
    data = List.copyOf(data);
    Objects.requireNonNull(examples, "examples");
    Objects.requireNonNull(versions, "versions");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(status, "status");
    resumes = List.copyOf(resumes);
  }

  /**
   * How many examples were used.
   *
   * @param train to learn from
   * @param test to be judged by
   */
  public record Examples(int train, int test) {}

  /**
   * Versions of everything that computes.
   *
   * @param ff this engine
   * @param gitCommit commit it was built from, or null if not known
   * @param jvm Java virtual machine
   * @param nd4j ND4J
   * @param blas BLAS library and its kernel
   * @param driver GPU driver, or null on the CPU
   * @param oneDnn oneDNN, or null where no product was one of bfloat16
   */
  public record Versions(
      String ff,
      @Nullable String gitCommit,
      String jvm,
      String nd4j,
      String blas,
      @Nullable String driver,
      @Nullable String oneDnn) {

    /** Only the commit, the driver and oneDNN may be absent. */
    public Versions {
      Objects.requireNonNull(ff, "ff");
      Objects.requireNonNull(jvm, "jvm");
      Objects.requireNonNull(nd4j, "nd4j");
      Objects.requireNonNull(blas, "blas");
    }
  }

  /**
   * Where the run computed.
   *
   * @param type {@code cpu} or {@code cuda}
   * @param name name of the processor or GPU
   * @param reason why it was chosen
   */
  public record Device(String type, String name, String reason) {

    /** Nothing may be absent. */
    public Device {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * A resumption.
   *
   * @param at when
   * @param epochs epochs that were finished then
   * @param changes keys of the configuration that changed, as in {@code training.epochs=6}
   */
  public record Resume(Instant at, int epochs, List<String> changes) {

    /** Copies the list, which earlier versions did not write. */
    public Resume(Instant at, int epochs, @Nullable List<String> changes) {
      this.at = Objects.requireNonNull(at, "at");
      this.epochs = epochs;
      this.changes = changes == null ? List.of() : List.copyOf(changes);
    }
  }

  /** The manifest of a run that starts now. */
  public static RunManifest started(
      String name,
      long seed,
      String configHash,
      List<Provenance> data,
      Examples examples,
      Versions versions,
      Device device,
      Instant start) {
    return new RunManifest(
        name,
        seed,
        configHash,
        data,
        examples,
        versions,
        device,
        start,
        null,
        RunStatus.RUNNING,
        List.of(),
        null);
  }

  /** The same run, ended. */
  public RunManifest ended(Instant at, RunStatus how) {
    return ended(at, how, null);
  }

  /** The same run, ended by divergence; {@code why} says where, and what to do. */
  public RunManifest diverged(Instant at, String why) {
    return ended(at, RunStatus.DIVERGED, why);
  }

  private RunManifest ended(Instant at, RunStatus how, @Nullable String why) {
    return new RunManifest(
        name, seed, configHash, data, examples, versions, device, start, at, how, resumes, why);
  }

  /**
   * The same run, going on.
   *
   * @param versionsNow versions of what computes now
   * @param deviceNow where it computes now
   * @param configHashNow hash of the configuration from now on
   */
  public RunManifest resumed(
      Resume resume, Versions versionsNow, Device deviceNow, String configHashNow) {
    List<Resume> all = new ArrayList<>(resumes);
    all.add(resume);
    return new RunManifest(
        name,
        seed,
        configHashNow,
        data,
        examples,
        versionsNow,
        deviceNow,
        start,
        null,
        RunStatus.RUNNING,
        all,
        null);
  }

  /** Whether the run has this configuration. */
  public boolean isOf(RunConfig config) {
    return configHash.equals(ConfigHash.sha256(config));
  }

  /**
   * What a resumption was to change in {@code config.json} when its process was killed: the
   * manifest is written first.
   *
   * @param source what {@code configJson} is, for messages
   * @param configJson {@code config.json} as it stands
   * @return changes as options, {@code training.epochs=6}; none if there are none to make good
   */
  public List<String> unfinishedChanges(String source, String configJson) {
    if (resumes.isEmpty() || status != RunStatus.RUNNING) {
      return List.of();
    }
    List<String> changes = resumes.get(resumes.size() - 1).changes();
    try {
      RunConfig before = ConfigReader.parse(source, configJson, List.of());
      RunConfig after = ConfigReader.parse(source, configJson, changes);
      return !isOf(before) && isOf(after) ? changes : List.of();
    } catch (ConfigException e) {
      return List.of(); // of another version, or changed by hand
    }
  }

  /**
   * Writes {@code manifest.json}.
   *
   * @throws RunFolderException if it cannot be written
   */
  public void write(RunDirectory run) {
    RunJson.write(run.manifest(), this);
  }

  /**
   * Reads {@code manifest.json}.
   *
   * @throws RunFormatException if it is missing or damaged
   */
  public static RunManifest read(RunDirectory run) {
    return RunJson.read(run.manifest(), RunLimits.MANIFEST, RunManifest.class);
  }

  /**
   * Reads {@code manifest.json}; empty if the run has none yet.
   *
   * @throws RunFormatException if it is damaged
   */
  public static Optional<RunManifest> readIfPresent(RunDirectory run) {
    return Files.exists(run.manifest()) ? Optional.of(read(run)) : Optional.empty();
  }
}
