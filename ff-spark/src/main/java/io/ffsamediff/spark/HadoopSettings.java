package io.ffsamediff.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;

/** How files are reached: the cluster's Hadoop settings, with those of {@code spark.hadoop.*}. */
final class HadoopSettings {

  private static @Nullable SparkEnv madeFor;
  private static @Nullable Configuration made;

  private HadoopSettings() {}

  /**
   * The settings of this process, which is a driver or an executor, or neither. They are made once,
   * as that parses many files; nobody may change them.
   */
  static synchronized Configuration get() {
    SparkEnv env = SparkEnv.get();
    Configuration settings = made;
    if (settings == null || env != madeFor) {
      settings =
          env == null ? new Configuration() : SparkHadoopUtil.get().newConfiguration(env.conf());
      made = settings;
      madeFor = env;
    }
    return settings;
  }
}
