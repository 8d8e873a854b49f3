package io.ffsamediff.examples;

import static java.lang.System.Logger.Level.INFO;

import io.ffsamediff.config.ConfigReader;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.DatasetCatalog;
import io.ffsamediff.data.ProgressListener;
import io.ffsamediff.data.TrainTest;
import io.ffsamediff.eval.ForwardForwardModel;
import io.ffsamediff.train.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The engine in ten lines, as the README shows it. */
public final class QuickStart {

  private static final System.Logger LOG = System.getLogger(QuickStart.class.getName());

  private QuickStart() {}

  /** Trains, judges and predicts; arguments: a configuration, and changes of it as of --set. */
  public static void main(String[] args) {
    List<String> settings = List.of(args).subList(1, args.length);

    RunConfig config = ConfigReader.read(Path.of(args[0]), settings);
    TrainTest data =
        DatasetCatalog.standard(System.getenv())
            .load(config.data().name(), null, ProgressListener.none())
            .prepared(config.data());
    try (ForwardForwardModel model = ForwardForwardModel.of(config, data)) {
      model.train(TrainingListener.ofEpochs(epoch -> LOG.log(INFO, "loss {0}", epoch.loss())));
      LOG.log(INFO, "accuracy {0}", model.evaluate(data.test()).get(0).accuracy());
      LOG.log(INFO, Arrays.toString(model.predict(data.test().first(10)).labels()));
    }
  }
}
