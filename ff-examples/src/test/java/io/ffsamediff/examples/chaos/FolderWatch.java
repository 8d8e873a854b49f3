package io.ffsamediff.examples.chaos;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Tells at once what happens to the files of a run folder, which need not exist yet. */
final class FolderWatch implements AutoCloseable {

  /**
   * What happened.
   *
   * @param file path in the run folder, {@code /} between names; empty for the folder itself
   * @param change what
   */
  record Event(String file, Moment.Change change) {}

  private final Path run;
  private final WatchService service;
  private final Map<WatchKey, Path> watched = new HashMap<>();
  private final Queue<Event> events = new ArrayDeque<>();

  /** A watch of {@code run}, of which what is there already is not told. */
  FolderWatch(Path run) throws IOException {
    this.run = run;
    this.service = run.getFileSystem().newWatchService();
    register(Objects.requireNonNull(run.getParent()));
    for (Path folder : Stream.of(run, run.resolve("checkpoints")).filter(Files::exists).toList()) {
      register(folder);
    }
  }

  private void register(Path folder) throws IOException {
    watched.put(folder.register(service, ENTRY_CREATE, ENTRY_MODIFY), folder);
  }

  /** The next event; empty if none comes in so many milliseconds. */
  Optional<Event> next(long millis) throws IOException, InterruptedException {
    if (events.isEmpty()) {
      WatchKey key = service.poll(millis, TimeUnit.MILLISECONDS);
      if (key != null) {
        for (WatchEvent<?> event : key.pollEvents()) {
          take(Objects.requireNonNull(watched.get(key)), event);
        }
        key.reset();
      }
    }
    return Optional.ofNullable(events.poll());
  }

  private void take(Path folder, WatchEvent<?> event) throws IOException {
    if (event.context() instanceof Path name && folder.resolve(name).startsWith(run)) {
      boolean created = event.kind() == ENTRY_CREATE;
      add(folder.resolve(name), created ? Moment.Change.CREATED : Moment.Change.MODIFIED);
    }
  }

  private void add(Path path, Moment.Change change) throws IOException {
    events.add(new Event(run.relativize(path).toString(), change));
    boolean isWatched = path.equals(run) || path.equals(run.resolve("checkpoints"));
    if (isWatched && change == Moment.Change.CREATED && Files.isDirectory(path)) {
      register(path);
      try (Stream<Path> content = Files.list(path)) {
        for (Path inside : content.toList()) {
          add(inside, Moment.Change.CREATED);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
