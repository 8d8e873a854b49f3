package io.ffsamediff.device;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.nd4j.common.config.ND4JClassLoading;

/**
 * Hides CUDA backends on the class path from ND4J, which would otherwise try them first, print a
 * stack trace and, on some cards, be lost for this JVM.
 */
public final class HiddenBackends {

  private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";

  private HiddenBackends() {}

  /** Has ND4J see no CUDA backend; without effect once it has started. */
  public static void hideCuda() {
    ND4JClassLoading.setNd4jClassloader(new WithoutCuda(HiddenBackends.class.getClassLoader()));
  }

  /** The classes of its parent, but not the files in which CUDA backends offer themselves. */
  private static final class WithoutCuda extends ClassLoader {

    WithoutCuda(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      Enumeration<URL> all = super.getResources(name);
      return name.equals(SERVICE)
          ? Collections.enumeration(
              Collections.list(all).stream()
                  .filter(url -> !url.toString().contains("nd4j-cuda"))
                  .toList())
          : all;
    }
  }
}
