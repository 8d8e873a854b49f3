package io.ffsamediff.run;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Java's {@link Files} does on a {@link FragileDisk}: as usual, and the disk hears of it. */
final class FragileFiles extends FileSystemProvider {

  private final FragileDisk disk;
  private final FileSystemProvider real = FileSystems.getDefault().provider();

  FragileFiles(FragileDisk disk) {
    this.disk = disk;
  }

  FileSystem fileSystem() {
    return new Fragile();
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path file = FragilePath.real(path);
    boolean isNew = !Files.exists(file);
    FileChannel channel = real.newFileChannel(file, options, attributes);
    if (isNew) {
      disk.created(file, false);
    }
    return disk.channel((FragilePath) path, channel);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    real.createDirectory(FragilePath.real(folder), attributes);
    disk.created(FragilePath.real(folder), true);
  }

  @Override
  public void delete(Path path) throws IOException {
    real.delete(FragilePath.real(path));
    disk.deleted(FragilePath.real(path));
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    real.move(FragilePath.real(source), FragilePath.real(target), options);
    disk.moved(FragilePath.real(source), FragilePath.real(target));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new IllegalStateException("a copy is not forced");
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> stream = real.newDirectoryStream(FragilePath.real(folder), p -> true);
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> paths = stream.iterator();
        return Stream.generate(() -> null)
            .takeWhile(none -> paths.hasNext())
            .map(none -> (Path) new FragilePath(disk, paths.next()))
            .iterator();
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return real.isSameFile(FragilePath.real(one), FragilePath.real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(FragilePath.real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return real.getFileStore(FragilePath.real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real.checkAccess(FragilePath.real(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return real.getFileAttributeView(FragilePath.real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return real.readAttributes(FragilePath.real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return real.readAttributes(FragilePath.real(path), names, options);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    real.setAttribute(FragilePath.real(path), name, value, options);
  }

  @Override
  public String getScheme() {
    return "fragile";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    return fileSystem();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fileSystem();
  }

  @Override
  public Path getPath(URI uri) {
    return new FragilePath(disk, Path.of(uri));
  }

  /** The least that paths need. */
  private final class Fragile extends FileSystem {
    private final FileSystem usual = FileSystems.getDefault();

    @Override
    public FileSystemProvider provider() {
      return FragileFiles.this;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public String getSeparator() {
      return usual.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      return usual.getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      return usual.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      return usual.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
      return new FragilePath(disk, usual.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
      return usual.getPathMatcher(pattern);
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
      return usual.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
      return usual.newWatchService();
    }
  }
}
