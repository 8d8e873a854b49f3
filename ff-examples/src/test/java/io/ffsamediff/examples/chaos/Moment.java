package io.ffsamediff.examples.chaos;

import java.util.List;
import java.util.regex.Pattern;

/** When a process is killed: the moment that something happens to a file of the run folder. */
enum Moment {
  FOLDER_MADE("", Change.CREATED, 1, 0),
  FIRST_CONFIG("config\\.json\\.partial", Change.CREATED, 1, 0),
  FIRST_MANIFEST("manifest\\.json\\.partial", Change.CREATED, 1, 0),
  /** At any time between the start of the process and the first thing that it writes. */
  START_UP("(?!)", Change.CREATED, 1, 0),
  MANIFEST("manifest\\.json\\.partial", Change.CREATED, 1, 0),
  METRICS_REWRITE("metrics\\.jsonl\\.partial", Change.CREATED, 1, 0),
  /** While {@code --set} changes the configuration of the run. */
  CONFIG_CHANGE("config\\.json\\.partial", Change.CREATED, 1, 0),
  METRICS_APPEND("metrics\\.jsonl", Change.MODIFIED, 3, 0),
  CHECKPOINT("checkpoints/\\d{8}\\.ckpt\\.partial", Change.CREATED, 4, 10),
  CHECKPOINT_RENAMED("checkpoints/\\d{8}\\.ckpt", Change.CREATED, 4, 0),
  BEST_CHECKPOINT("checkpoints/best\\.ckpt\\.partial", Change.CREATED, 1, 5),
  /** At any time after some epochs. */
  ANY("metrics\\.jsonl", Change.MODIFIED, 3, 300),
  MODEL("model\\.partial", Change.CREATED, 1, 20),
  MODEL_SWAP("model\\.old", Change.CREATED, 1, 0),
  EVALUATION("evaluation\\.json\\.partial", Change.CREATED, 1, 0),
  /** The second manifest of a life, which says that the run is finished. */
  LAST_MANIFEST("manifest\\.json\\.partial", Change.CREATED, -2, 0),
  REPORT("report\\.html\\.partial", Change.CREATED, 1, 0);

  /** While a new run comes into being, in this order. */
  static final List<Moment> BEGINNING = List.of(FOLDER_MADE, FIRST_CONFIG, FIRST_MANIFEST);

  /** In and between epochs, the weightiest first. */
  static final List<Moment> TRAINING =
      List.of(
          CHECKPOINT,
          METRICS_APPEND,
          START_UP,
          MANIFEST,
          CHECKPOINT_RENAMED,
          BEST_CHECKPOINT,
          CONFIG_CHANGE,
          ANY,
          METRICS_REWRITE,
          CHECKPOINT,
          ANY);

  /** After the last epoch. */
  static final List<Moment> END =
      List.of(MODEL, LAST_MANIFEST, EVALUATION, MODEL_SWAP, MODEL, REPORT);

  /** What happens to a file. */
  enum Change {
    CREATED,
    MODIFIED
  }

  private final Pattern path;
  private final Change change;
  private final int occurrences;
  private final int delayMillis;

  /**
   * A moment.
   *
   * @param path of a file in the run folder, empty for the folder itself
   * @param change what happens to it
   * @param occurrences at which time it counts: a random one of so many, or if negative surely that
   * @param delayMillis random time to wait then, at most
   */
  Moment(String path, Change change, int occurrences, int delayMillis) {
    this.path = Pattern.compile(path);
    this.change = change;
    this.occurrences = occurrences;
    this.delayMillis = delayMillis;
  }

  /** Whether this is what happens. */
  boolean is(String file, Change what) {
    return change == what && path.matcher(file).matches();
  }

  /** The occurrence that counts, for a random number from 0 to 1. */
  int occurrence(double random) {
    return occurrences < 0 ? -occurrences : 1 + (int) (random * occurrences);
  }

  /** Milliseconds to wait then, for a random number from 0 to 1. */
  double delay(double random) {
    return random * delayMillis;
  }
}
