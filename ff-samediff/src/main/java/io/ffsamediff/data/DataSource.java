package io.ffsamediff.data;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A place that holds the files of one data set. */
sealed interface DataSource {

  /** The place itself, for people. */
  String description();

  /** Which of {@code files} is not there, or empty if all are. */
  Optional<String> lack(List<DataFile> files);

  /** Where {@code file} is, for messages and provenance. */
  String where(DataFile file);

  /** Reads {@code file} as images. */
  IdxImages images(DataFile file);

  /** Reads {@code file} as labels. */
  IdxLabels labels(DataFile file);

  /** Reads {@code file} as a table. */
  CsvTable table(DataFile file, CsvFormat format);

  /** Reads {@code file} as one of CIFAR-10. */
  CifarBatch cifar(DataFile file);

  /** What the user does about a damaged file. */
  String advice();

  /** A folder on disk; a file is there as {@code <name>} or {@code <name>.gz}. */
  record Folder(Path path, String advice) implements DataSource {

    @Override
    public String description() {
      return path.toString();
    }

    @Override
    public Optional<String> lack(List<DataFile> files) {
      if (!Files.isDirectory(path)) {
        return Optional.of("no folder " + path);
      }
      List<String> missing =
          files.stream().filter(file -> find(file).isEmpty()).map(DataFile::name).toList();
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of("%s lacks %s".formatted(path, String.join(", ", missing)));
    }

    /** The file on disk, the unpacked one if both are there. */
    Optional<Path> find(DataFile file) {
      return Stream.of(path.resolve(file.name()), path.resolve(file.name() + ".gz"))
          .filter(Files::exists)
          .findFirst();
    }

    private Path present(DataFile file) {
      return find(file).orElseGet(() -> path.resolve(file.name()));
    }

    @Override
    public String where(DataFile file) {
      return present(file).toString();
    }

    @Override
    public IdxImages images(DataFile file) {
      return IdxReader.images(present(file));
    }

    @Override
    public IdxLabels labels(DataFile file) {
      return IdxReader.labels(present(file));
    }

    @Override
    public CsvTable table(DataFile file, CsvFormat format) {
      return CsvReader.read(present(file), format);
    }

    @Override
    public CifarBatch cifar(DataFile file) {
      return CifarReader.read(present(file));
    }
  }

  /** A folder of the class path; every file is there as {@code <name>.gz}. */
  record Resources(String folder) implements DataSource {

    @Override
    public String description() {
      return "comes with the program";
    }

    @Override
    public Optional<String> lack(List<DataFile> files) {
      List<String> missing =
          files.stream()
              .filter(file -> Resources.class.getResource(path(file)) == null)
              .map(DataFile::name)
              .toList();
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of("the class path lacks %s in %s".formatted(missing, folder));
    }

    private String path(DataFile file) {
      return folder + file.name() + ".gz";
    }

    private InputStream open(DataFile file) {
      InputStream stream = Resources.class.getResourceAsStream(path(file));
      if (stream == null) {
        throw new DataException(
            where(file) + ": expected a bundled file, received nothing. " + advice());
      }
      return stream;
    }

    @Override
    public String where(DataFile file) {
      return "classpath:" + path(file);
    }

    @Override
    public IdxImages images(DataFile file) {
      return IdxReader.images(where(file), open(file));
    }

    @Override
    public IdxLabels labels(DataFile file) {
      return IdxReader.labels(where(file), open(file));
    }

    @Override
    public CsvTable table(DataFile file, CsvFormat format) {
      return CsvReader.read(where(file), open(file), format);
    }

    @Override
    public CifarBatch cifar(DataFile file) {
      return CifarReader.read(where(file), open(file));
    }

    @Override
    public String advice() {
      return "Put the ff-examples jar, which holds the bundled data, on the class path.";
    }
  }
}
