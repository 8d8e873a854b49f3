package io.ffsamediff.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * A standalone cluster in this process, with executors in processes of their own: as {@code
 * local-cluster}, but each worker has an address of its own, as Spark wants of those that do a task
 * a second time.
 */
final class StandaloneCluster implements AutoCloseable {

  private static final int MEMORY_MIB = 1024;

  private final List<RpcEnv> parts = new ArrayList<>();
  private final String address;

  /** Starts so many workers of one core. */
  StandaloneCluster(int workers, Path folder) {
    SparkConf conf = new SparkConf().set("spark.master.rest.enabled", "false");
    RpcEnv master = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf)._1();
    parts.add(master);
    this.address = "spark://" + master.address().hostPort();
    for (int i = 1; i <= workers; i++) {
      parts.add(
          0,
          Worker.startRpcEnvAndEndpoint(
              "127.0.0." + i,
              0,
              0,
              1,
              MEMORY_MIB,
              new String[] {address},
              folder.resolve("worker-" + i).toString(),
              Option.apply(i),
              conf,
              Option.empty()));
    }
  }

  /** As {@code --cluster} takes it. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    for (RpcEnv part : parts) {
      part.shutdown();
      part.awaitTermination();
    }
  }
}
