package io.ffsamediff.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.ffsamediff.bench.Gathering;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** How many shares a cluster has, and how their sums come back. */
class ClusterSharesTest {

  /** Before its executors have come, Spark would say that it has two. */
  @Test
  void of_localCluster_hasAsManySharesAsCores() {
    SparkConf one = SparkSettings.of("local-cluster[1,1,2048]", "test");
    SparkConf six = SparkSettings.of("local-cluster[ 3, 2, 1024 ]", "test");

    assertThat(one.get("spark.default.parallelism")).isEqualTo("1");
    assertThat(six.get("spark.default.parallelism")).isEqualTo("6");
    assertThat(six.get("spark.cores.max")).isEqualTo("6");
  }

  @Test
  void of_otherMaster_leavesThatToSpark() {
    SparkConf conf = SparkSettings.of("local[2]", "test");

    assertThat(conf.contains("spark.default.parallelism")).isFalse();
    assertThat(conf.contains("spark.cores.max")).isFalse();
  }

  /** The cost model counts sums as they come back. */
  @Test
  void gathering_ofTheCostModel_isThatOfTheSums() {
    assertThat(Gathering.DIRECT).isEqualTo(SumsTree.DIRECT);
  }
}
