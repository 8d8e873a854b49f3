package io.ffsamediff.data;

import io.ffsamediff.config.ConfigException;
import io.ffsamediff.config.ConfigProblem;
import io.ffsamediff.config.Spelling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds data sets by name: in {@code --data-dir}, in {@code FF_DATA_DIR}, in the program's cache,
 * then by download into the cache; {@code mnist-subset} and {@code iris} come with the program. In
 * each folder a data set has a folder of its name with its files, packed or not.
 *
 * <p>Unpacked bytes are always checked against the pinned SHA-256. A damaged file ends the search:
 * nothing else is used instead of what the user has pointed at.
 *
 * <p>A folder with a {@code dataset.json} beside its files is the user's own data set, under the
 * name of the folder: images as {@code {"classes": 3}}, tables with {@code "format": "csv"} and
 * more, see {@code docs/data.md}. The names of the catalogue stay what they are.
 */
public final class DatasetCatalog {

  private final List<CatalogEntry> entries;
  private final Map<String, String> environment;
  private final DatasetCache cache;

  DatasetCatalog(List<CatalogEntry> entries, Map<String, String> environment, DatasetCache cache) {
    this.entries = List.copyOf(entries);
    this.environment = Map.copyOf(environment);
    this.cache = cache;
  }

  /**
   * The data sets that everybody has.
   *
   * @param environment the variables of the process; {@code FF_DATA_DIR} and {@code XDG_CACHE_HOME}
   *     are looked at
   */
  public static DatasetCatalog standard(Map<String, String> environment) {
    return new DatasetCatalog(
        StandardDatasets.all(),
        environment,
        new DatasetCache(SearchFolder.defaultCache(environment), new Downloader()));
  }

  /** The program's own folder of data sets; may be absent. */
  public Path cache() {
    return cache.root();
  }

  /**
   * Both splits of a data set, checked; downloads it if it is nowhere.
   *
   * @param name name in the catalogue, or of the user's own data set
   * @param dataDir the folder of {@code --data-dir}, or null
   * @param progress hears of the download, if there is one
   * @throws ConfigException if there is no such name, at {@code /data/name}
   * @throws DataException if a file is damaged or does not fit, or if the data set is nowhere, with
   *     everything that was tried
   */
  public TrainTest load(String name, @Nullable Path dataDir, ProgressListener progress) {
    List<SearchFolder> folders = folders(dataDir);
    CatalogEntry entry = entry(name, folders);
    return reader(entry, entry.files().all(), folders, progress).read();
  }

  /**
   * The test examples alone, as {@link #load} finds them; those to learn from need not be there.
   *
   * @throws ConfigException as {@link #load}
   * @throws DataException as {@link #load}
   */
  public Dataset loadTest(String name, @Nullable Path dataDir, ProgressListener progress) {
    List<SearchFolder> folders = folders(dataDir);
    CatalogEntry entry = entry(name, folders);
    return reader(entry, entry.files().test(), folders, progress).readTest();
  }

  private CatalogEntry entry(String name, List<SearchFolder> folders) {
    return known(name).or(() -> own(name, folders)).orElseThrow(() -> unknown(name));
  }

  /**
   * What there is and where, the user's own data sets included.
   *
   * @param dataDir the folder of {@code --data-dir}, or null
   */
  public List<DatasetStatus> list(@Nullable Path dataDir) {
    List<SearchFolder> folders = folders(dataDir);
    List<DatasetStatus> statuses = new ArrayList<>();
    entries.forEach(entry -> statuses.add(status(entry, folders)));
    for (SearchFolder folder : folders) {
      for (String name : OwnDataset.names(folder.path())) {
        if (statuses.stream().noneMatch(status -> status.name().equals(name))) {
          statuses.add(ownStatus(name, folders));
        }
      }
    }
    return statuses;
  }

  /**
   * Downloads a data set into the cache. Files that are there are checked, damaged ones replaced,
   * and an interrupted download goes on where it stopped.
   *
   * @return the folder, or empty if the data set comes with the program
   * @throws ConfigException if the catalogue has no such name
   * @throws DataException if no mirror has it, with everything that was tried, or if there are none
   */
  public Optional<Path> fetch(String name, ProgressListener progress) {
    CatalogEntry entry = known(name).orElseThrow(() -> unknown(name));
    if (entry.origin() instanceof DataOrigin.Published) {
      throw Advice.nowhere(entry, List.of("download: it is published as an archive only"));
    }
    if (!(entry.origin() instanceof DataOrigin.Mirrors mirrors)) {
      return Optional.empty();
    }
    List<String> failures = cache.fetch(entry, mirrors, progress);
    if (!failures.isEmpty()) {
      throw Advice.nowhere(entry, failures);
    }
    return Optional.of(cache.source(entry).path());
  }

  /**
   * Copies the files of a data set into the cache.
   *
   * @param from folder with the files, packed or not
   * @return the folder in the cache
   * @throws ConfigException if the catalogue has no such name
   * @throws DataException if a file is missing, damaged or not the pinned one, or if the cache
   *     cannot be written; then nothing is installed
   */
  public Path install(String name, Path from) {
    return cache.install(known(name).orElseThrow(() -> unknown(name)), from);
  }

  private List<SearchFolder> folders(@Nullable Path dataDir) {
    return SearchFolder.list(dataDir, environment, cache.root());
  }

  private Optional<CatalogEntry> known(String name) {
    return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  private static Optional<CatalogEntry> own(String name, List<SearchFolder> folders) {
    return folders.stream()
        .flatMap(folder -> OwnDataset.find(folder.path(), name).stream())
        .findFirst();
  }

  /** Reads from the first place that has all of {@code files}, else from the cache. */
  private DatasetReader reader(
      CatalogEntry entry,
      List<DataFile> files,
      List<SearchFolder> folders,
      ProgressListener progress) {
    List<String> tried = new ArrayList<>();
    Optional<DataSource> here = here(entry, files, folders, tried);
    if (here.isPresent()) {
      return new DatasetReader(entry, here.get());
    }
    if (entry.origin() instanceof DataOrigin.Mirrors mirrors) {
      List<String> failures = cache.fetch(entry, mirrors, progress);
      if (failures.isEmpty()) {
        return new DatasetReader(entry, cache.source(entry));
      }
      tried.addAll(failures);
    }
    throw Advice.nowhere(entry, tried);
  }

  /** The first place that has {@code files}; {@code tried} takes what places before it lack. */
  private static Optional<DataSource> here(
      CatalogEntry entry, List<DataFile> files, List<SearchFolder> folders, List<String> tried) {
    for (Place place : Place.of(entry, folders)) {
      Optional<String> lack = place.source().lack(files);
      if (lack.isEmpty()) {
        return Optional.of(place.source());
      }
      tried.add(place.label() + ": " + lack.get());
    }
    return Optional.empty();
  }

  private static DatasetStatus status(CatalogEntry entry, List<SearchFolder> folders) {
    List<String> tried = new ArrayList<>();
    Optional<DataSource> here = here(entry, entry.files().all(), folders, tried);
    String where =
        here.map(DataSource::description).orElse("not here: " + String.join("; ", tried));
    return new DatasetStatus(
        entry.name(), entry.description(), entry.licence(), here.isPresent(), where);
  }

  private static DatasetStatus ownStatus(String name, List<SearchFolder> folders) {
    try {
      return status(own(name, folders).orElseThrow(), folders);
    } catch (DataException e) {
      return new DatasetStatus(name, "", "", false, "not usable: " + e.getMessage());
    }
  }

  private ConfigException unknown(String name) {
    List<String> names = entries.stream().map(CatalogEntry::name).toList();
    String suggestion =
        Spelling.closest(name, names).map("Did you mean \"%s\"? "::formatted).orElse("");
    return new ConfigException(
        "configuration",
        List.of(
            new ConfigProblem(
                "/data/name",
                "one of " + String.join(", ", names),
                '"' + name + '"',
                suggestion
                    + "Your own data set needs a folder of its name with a dataset.json in --data-dir or FF_DATA_DIR.")));
  }
}
