package io.ffsamediff.spark;

import io.ffsamediff.config.DataConfig;
import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.DescribedData;
import io.ffsamediff.data.TrainTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The examples of a run on a cluster.
 *
 * @param files where those to learn from are
 * @param data what is known of them, and those to be judged by, which are here
 */
record ClusterData(ShareFiles files, TrainTest data) {

  /**
   * Training examples that a run takes.
   *
   * @param used the first ones, that are learnt from
   * @param all these, and those held back for validation behind them
   */
  record Chosen(int used, int all) {

    /**
     * What {@code config} asks for.
     *
     * @param there examples that are there
     * @param where what messages call them
     * @param cores each needs one
     * @throws DataException if there are too few
     */
    static Chosen of(DataConfig config, int there, String where, int cores) {
      int all = config.trainExamples().of(there);
      int used = all - config.validationExamples();
      if (used < cores) {
        throw new DataException(
            "%s: expected at least one training example for each of %d cores besides the %d held back for validation, received %d. Lower data.validationExamples, or take fewer cores."
                .formatted(where, cores, config.validationExamples(), all));
      }
      return new Chosen(used, all);
    }
  }

  /**
   * Those that {@code config} asks for, of the format that the {@code dataset.json} beside them
   * tells; IDX where there is none.
   *
   * @param tasks those of the cluster
   * @param folder address of the folder with a folder for each data set
   * @throws DataException if they are not there or damaged
   */
  static ClusterData load(Tasks tasks, DataConfig config, String folder) {
    String own = folder + "/" + config.name();
    Optional<DescriptionText> text = DescriptionText.in(own);
    if (text.isEmpty()) {
      return images(tasks, config, own, DescribedData.undescribed(config.name()));
    }
    TableLoader tables = new TableLoader(tasks, config, own, text.get());
    DescribedData described = text.get().parse();
    if (described instanceof DescribedData.Csv csv) {
      return tables.csv(csv);
    }
    if (described instanceof DescribedData.Parquet parquet) {
      return tables.parquet(parquet);
    }
    return images(tasks, config, own, described);
  }

  private static ClusterData images(
      Tasks tasks, DataConfig config, String own, DescribedData described) {
    int classes = described.classes().count();
    List<String> names = described.classes().names();
    IdxFiles all = IdxFiles.in(own, config.name(), Dataset.Split.TRAIN, classes);
    Chosen chosen = Chosen.of(config, all.count(), all.images(), tasks.cores());
    IdxFiles test = IdxFiles.in(own, config.name(), Dataset.Split.TEST, classes);
    IdxFiles used = all.first(chosen.used);
    TrainTest data =
        new TrainTest(
            used.outline().named(names),
            test.first(config.testExamples().of(test.count())).all().named(names),
            chosen.used == chosen.all
                ? Optional.empty()
                : Optional.of(all.read(chosen.used, chosen.all).named(names)));
    Stream.of(data.train(), data.test())
        .flatMap(split -> split.provenance().stream())
        .forEach(described::requirePinned);
    return new ClusterData(used, data);
  }
}
