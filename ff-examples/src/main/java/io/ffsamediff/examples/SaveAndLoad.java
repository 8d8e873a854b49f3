package io.ffsamediff.examples;

import static java.lang.System.Logger.Level.INFO;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.ProgressListener;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.ForwardForwardModel;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.SavedNetwork;
import io.ffsamediff.train.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Trains a network and saves it; then loads and asks it, as docs/library.md shows. */
public final class SaveAndLoad {

  private static final System.Logger LOG = System.getLogger(SaveAndLoad.class.getName());

  private SaveAndLoad() {}

  /**
   * Arguments: a configuration, a folder that does not exist yet, and changes of the configuration
   * as of --set.
   */
  public static void main(String[] args) {
    RunConfig config = ConfigReader.read(Path.of(args[0]), List.of(args).subList(2, args.length));
    Path folder = Path.of(args[1]);
    TrainTest raw =
        DatasetCatalog.standard(System.getenv())
            .load(config.data().name(), null, ProgressListener.none());

    TrainTest data = raw.prepared(config.data());
    try (ForwardForwardModel model = ForwardForwardModel.of(config, data)) {
      model.train(TrainingListener.ofEpochs(epoch -> {}));
      SavedNetwork.save(folder, config, data.train(), model.network());
      LOG.log(INFO, "saved {0}", Arrays.toString(model.predict(data.test().first(10)).labels()));
    }
    try (SavedNetwork network = SavedNetwork.load(RunDirectory.open(folder))) {
      int[] labels =
          network.predictors().usual().predict(network.prepared(raw.test().first(10))).labels();
      LOG.log(INFO, "loaded {0}", Arrays.toString(labels));
    }
  }
}
