package io.ffsamediff.examples.chaos;

import io.ffsamediff.examples.TinyData;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Trains a configuration, kills it again and again, and compares what comes of it with a run that
 * was left alone. After each death the folder is checked, and the next life begins as a user would
 * begin it: by {@code --resume}, or by {@code --out} once more where no run has begun.
 */
final class ChaosRun {

  private static final Duration FIRST_GUESS = Duration.ofSeconds(2);

  private final EngineCommand engine;
  private final ChaosConfig config;
  private final Path folder;
  private final Path run;
  private final int kills;
  private final int epochs;
  private final Random random;
  private final Consumer<String> log;
  private final Map<Hit, Integer> hits = new EnumMap<>(Hit.class);
  private Duration startUp = FIRST_GUESS;
  private int lives;
  private int torn;

  /**
   * A run to come.
   *
   * @param folder for everything, empty
   * @param kills how often it is killed, from 1
   * @param seed of moments and delays
   * @param log receives a line a life
   */
  ChaosRun(
      EngineCommand engine,
      ChaosConfig config,
      Path folder,
      int kills,
      long seed,
      Consumer<String> log) {
    this.engine = engine;
    this.config = config;
    this.folder = folder.toAbsolutePath();
    this.run = this.folder.resolve("killed");
    this.kills = kills;
    this.epochs = 8 + 2 * kills;
    this.random = new Random(seed);
    this.log = log;
  }

  /**
   * Does it.
   *
   * @throws BrokenRun if anything was lost, or came out otherwise than in the run left alone
   */
  ChaosResult survive() throws IOException, InterruptedException {
    long start = System.nanoTime();
    TinyData.write(folder.resolve("data"));
    Files.writeString(folder.resolve("config.json"), config.json(epochs));
    Path whole = folder.resolve("whole");
    life(folder.resolve("whole.txt")).liveOn(engine.byScript(folder, start(whole)));
    new RunComparison(whole, whole).check();
    killAsPlanned();
    FolderState state = FolderState.read(run);
    lives++;
    life(folder.resolve("last.txt"))
        .liveOn(engine.byScript(folder, next(state, state.keep() != ChaosConfig.KEEP)));
    new RunComparison(run, whole).check();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new ChaosResult(config.toString(), kills, lives, hits, torn, epochs, seconds);
  }

  private void killAsPlanned() throws IOException, InterruptedException {
    Deque<Moment> plan = new ArrayDeque<>(Plan.of(kills, random));
    int limit = 2 * kills + 4;
    while (!plan.isEmpty()) {
      BrokenRun.unless(lives < limit, lives, "lives for kills:", kills);
      Moment moment = plan.remove();
      if (!dieOnce(moment)) {
        plan.add(moment);
      }
    }
  }

  /** One life; returns whether it was killed. */
  private boolean dieOnce(Moment moment) throws IOException, InterruptedException {
    FolderState before = FolderState.read(run);
    boolean isResume = before.files().containsKey("config.json");
    boolean changesConfig = moment == Moment.CONFIG_CHANGE && isResume;
    List<String> arguments = next(before, changesConfig);
    boolean byScript = lives % 10 == 0;
    lives++;
    Life.Death death =
        life(folder.resolve("life-%03d.txt".formatted(lives)))
            .dieAt(
                byScript ? engine.byScript(folder, arguments) : engine.direct(folder, arguments),
                moment);
    if (!death.startUp().isZero() && !byScript) {
      startUp = death.startUp();
    }
    FolderState after = FolderState.read(run);
    after.checkNothingLostSince(before);
    if (death.killed()) {
      Hit hit = HitFinder.find(before, after, changesConfig);
      hits.merge(hit, 1, Integer::sum);
      report(moment, hit.words(), after);
      tearMetrics(after);
    } else {
      report(moment, "nothing: it had ended", after);
    }
    return death.killed();
  }

  private void report(Moment moment, String what, FolderState after) {
    log.accept(
        "%s, life %d: %s hit %s (%d epochs, %d saved)"
            .formatted(config, lives, moment, what, after.epochs(), after.savedEpochs()));
  }

  private Life life(Path err) {
    return new Life(run, err, random, startUp);
  }

  private static List<String> start(Path to) {
    return List.of("train", "config.json", "--data-dir", "data", "--out", to.toString());
  }

  private List<String> next(FolderState state, boolean changesConfig) {
    if (!state.files().containsKey("config.json")) {
      return start(run);
    }
    List<String> resume =
        new ArrayList<>(List.of("train", "--resume", run.toString(), "--data-dir", "data"));
    if (changesConfig) {
      int keep = state.keep() == ChaosConfig.KEEP ? ChaosConfig.KEEP + 1 : ChaosConfig.KEEP;
      resume.addAll(List.of("--set", "checkpoints.keep=" + keep));
    }
    return resume;
  }

  /**
   * Every second time that the last line is of no use anyway, half of it is lost with the power.
   */
  private void tearMetrics(FolderState after) throws IOException {
    if (after.epochs() > after.savedEpochs() && random.nextBoolean()) {
      Path metrics = run.resolve("metrics.jsonl");
      String text = Files.readString(metrics);
      int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
      int left = lastLine + random.nextInt(text.length() - lastLine);
      try (FileChannel channel = FileChannel.open(metrics, StandardOpenOption.WRITE)) {
        channel.truncate(left);
      }
      torn++;
    }
  }
}
