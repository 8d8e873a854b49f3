package io.ffsamediff.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** How files are reached: the cluster's Hadoop settings, with those of {@code spark.hadoop.*}. */
final class HadoopSettings {

  private HadoopSettings() {}

  /** The settings of this process, which is a driver or an executor, or neither. */
  static Configuration get() {
    SparkEnv env = SparkEnv.get();
    return env == null ? new Configuration() : SparkHadoopUtil.get().newConfiguration(env.conf());
  }
}
