package io.ffsamediff.device;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.bytedeco.javacpp.Loader;

/**
 * The native libraries in the jars of a class path, which JavaCPP unpacks when they are first used.
 */
public final class NativeLibraries {

  private NativeLibraries() {}

  /**
   * Unpacks all native libraries of this process's class path into JavaCPP's cache, without loading
   * any: that of a CUDA backend does not load where there is no driver.
   *
   * @return how many folders were unpacked
   * @throws IOException if a jar cannot be read or the cache cannot be written
   */
  public static int unpack() throws IOException {
    Set<String> folders = new TreeSet<>();
    for (String entry :
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))) {
      if (entry.endsWith(".jar")) {
        addFolders(new File(entry), folders);
      }
    }
    for (String folder : folders) {
      Loader.cacheResources("/" + folder);
    }
    return folders.size();
  }

  private static void addFolders(File jar, Set<String> folders) throws IOException {
    String platform = "/" + Loader.getPlatform() + "/";
    try (JarFile file = new JarFile(jar)) {
      file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.contains(platform) && !name.startsWith("META-INF/"))
          .map(name -> name.substring(0, name.indexOf(platform) + platform.length()))
          .forEach(folders::add);
    }
  }
}
