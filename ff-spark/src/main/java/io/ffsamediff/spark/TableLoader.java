package io.ffsamediff.spark;

import io.ffsamediff.config.DataConfig;
import io.ffsamediff.config.DataConfig.Scaling;
import io.ffsamediff.data.ColumnMoments;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DescribedData;
import io.ffsamediff.data.Provenance;
import io.ffsamediff.data.Standardization;
import io.ffsamediff.data.TrainTest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Loads a table for a run on a cluster.
 *
 * @param tasks those of the cluster
 * @param config which examples
 * @param folder address of the data set's folder
 * @param description of the data set
 */
record TableLoader(Tasks tasks, DataConfig config, String folder, DescriptionText description) {

  /** Examples that a task reads. */
  private record Share(ShareFiles files, RowSpan rows) implements Serializable {}

  /**
   * A table in CSV files.
   *
   * @throws io.ffsamediff.data.DataException if one cannot be read or does not fit
   */
  ClusterData csv(DescribedData.Csv described) {
    CsvSource train = csv(described.train(), Dataset.Split.TRAIN);
    CsvSource test = csv(described.test(), Dataset.Split.TEST);
    List<Provenance> trainFiles = provenance(described.train(), List.of(train.file()));
    List<Provenance> testFiles = provenance(described.test(), List.of(test.file()));
    trainFiles.forEach(described::requirePinned);
    testFiles.forEach(described::requirePinned);
    int cores = tasks.cores();
    return loaded(
        CsvScan.of(tasks, train, cores), trainFiles, CsvScan.of(tasks, test, cores), testFiles);
  }

  private CsvSource csv(String file, Dataset.Split split) {
    return CsvSource.in(folder, file, config.name(), split, description);
  }

  /**
   * A table in Parquet.
   *
   * @throws io.ffsamediff.data.DataException if a file cannot be read or does not fit
   */
  ClusterData parquet(DescribedData.Parquet described) {
    List<String> train = ParquetFiles.list(folder, described.train());
    List<String> test = ParquetFiles.list(folder, described.test());
    return loaded(
        parquet(train, described.train(), Dataset.Split.TRAIN),
        provenance(described.train(), train),
        parquet(test, described.test(), Dataset.Split.TEST),
        provenance(described.test(), test));
  }

  private TableSplit parquet(List<String> files, String name, Dataset.Split split) {
    return ParquetScan.of(
        tasks,
        files,
        new Path(folder, name).toString(),
        config.name(),
        split,
        description,
        tasks.cores());
  }

  /** Executors read the files for their checksums, each one of them. */
  private List<Provenance> provenance(String name, List<String> files) {
    List<String> sums = tasks.each("checksums of " + name, files, HadoopFiles::sha256);
    List<Provenance> provenance = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String own = new Path(files.get(i)).getName();
      boolean isPart = !own.equals(name) && !own.equals(name + HadoopFiles.PACKED);
      provenance.add(new Provenance(isPart ? name + "/" + own : name, files.get(i), sums.get(i)));
    }
    return provenance;
  }

  private ClusterData loaded(
      TableSplit train, List<Provenance> trainFiles, TableSplit test, List<Provenance> testFiles) {
    new TrainTest(all(train), all(test)).requireSameForm(test.where());
    ShareFiles files = train.files();
    ClusterData.Chosen chosen =
        ClusterData.Chosen.of(config, files.count(), train.where(), tasks.cores());
    ShareFiles used = files.first(chosen.used());
    Optional<Standardization> by =
        config.scaling() == Scaling.NONE ? Optional.empty() : Optional.of(standardization(used));
    Dataset judgedBy =
        test.files().read(0, config.testExamples().of(test.files().count())).from(testFiles);
    Optional<Dataset> validation =
        chosen.used() == chosen.all()
            ? Optional.empty()
            : Optional.of(files.read(chosen.used(), chosen.all()));
    return new ClusterData(
        by.<ShareFiles>map(known -> new StandardisedFiles(used, known)).orElse(used),
        new TrainTest(
            outline(train, chosen.used(), by, trainFiles),
            by.map(known -> known.apply(judgedBy)).orElse(judgedBy),
            validation.map(heldBack -> by.map(known -> known.apply(heldBack)).orElse(heldBack))));
  }

  private Dataset all(TableSplit split) {
    return outline(split, split.files().count(), Optional.empty(), List.of());
  }

  private Dataset outline(
      TableSplit split, int used, Optional<Standardization> by, List<Provenance> files) {
    return split.outline(config.name(), used, by, files);
  }

  /** Each share's moments, added up in the order of the shares. */
  private Standardization standardization(ShareFiles files) {
    List<Share> shares =
        RowSpan.cut(files.count(), tasks.cores()).stream()
            .map(rows -> new Share(files.share(rows.from(), rows.to()), rows))
            .toList();
    return tasks
        .each(
            "means and deviations",
            shares,
            share -> ColumnMoments.of(share.files.read(share.rows.from(), share.rows.to())))
        .stream()
        .reduce(ColumnMoments::plus)
        .orElseThrow()
        .standardization();
  }
}
