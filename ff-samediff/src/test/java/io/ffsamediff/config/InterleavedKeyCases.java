package io.ffsamediff.config;

import static io.ffsamediff.config.KeyCase.key;
import static java.util.Objects.requireNonNull;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.HeadConfig.HeadLayers;
import io.ffsamediff.config.NegativesConfig.Hard;
import io.ffsamediff.config.NegativesConfig.Hybrid;
import io.ffsamediff.config.NegativesConfig.Judge;
import io.ffsamediff.config.OptimizerConfig.Sgd;
import io.ffsamediff.config.TrainingConfig.BatchSize;
import io.ffsamediff.config.TrainingConfig.Interleaved;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of interleaved training, of the head and of losses, as {@link KeyCases} has the rest.
 */
final class InterleavedKeyCases {

  private static final String TRAINING = "training={\"type\":\"interleaved\",\"epochs\":4}";
  private static final String HEAD = "network.head={}";
  private static final Sgd PAPER = new Sgd(0.01, 0.9, true, 0.001);
  private static final Sgd HEADS = new Sgd(0.1, 0.9, true, 0.003);

  static final List<KeyCase> ALL =
      List.of(
          key(
              "DataConfig.validationExamples",
              "data.validationExamples",
              c -> c.data().validationExamples(),
              0,
              "7",
              7),
          key(
              "ForwardForward.dropout",
              "network.dropout",
              List.of(TRAINING),
              c -> c.network().dropout(),
              0.0,
              "0.25",
              0.25),
          key(
              "ForwardForward.head",
              "network.head",
              List.of(TRAINING),
              c -> c.network().head(),
              null,
              "{}",
              new HeadConfig(new HeadLayers.AllButFirst(), HEADS)),
          inHead("layers", HeadConfig::layers, new HeadLayers.AllButFirst(), "[1]", layers(1)),
          inHead(
              "optimizer",
              HeadConfig::optimizer,
              HEADS,
              "{\"type\":\"sgd\"}",
              new Sgd(0.01, 0, false, 0)),
          key(
              "LayerConfig.loss",
              "network.layers.0.loss",
              List.of(TRAINING),
              c -> c.network().goodnessLayers().get(0).loss(),
              new LossConfig.Softplus(1),
              "{\"type\":\"symba\"}",
              new LossConfig.Symba(4)),
          key(
              "LayerConfig.peerNormalization",
              "network.layers.0.peerNormalization",
              List.of(TRAINING),
              c -> c.network().goodnessLayers().get(0).peerNormalization(),
              null,
              "{}",
              new PeerNormalizationConfig(0.03, 0.9)),
          inLoss("Softplus", "softplus", "temperature", 1.0),
          inLoss("Symba", "symba", "alpha", 4.0),
          inLoss("SwishSymba", "swish-symba", "alpha", 6.0),
          inPeers("strength", PeerNormalizationConfig::strength, 0.03),
          inPeers("decay", PeerNormalizationConfig::decay, 0.9),
          key(
              "Hard.judge",
              "negatives.judge",
              List.of(TRAINING, HEAD, "negatives={\"type\":\"hard\"}"),
              c -> ((Hard) c.negatives()).judge(),
              Judge.HEAD,
              "goodness",
              Judge.GOODNESS),
          key(
              "Hybrid.blurs",
              "negatives.blurs",
              List.of(
                  TRAINING,
                  HEAD,
                  "labels={\"type\":\"none\"}",
                  "evaluation.predictor=head",
                  "negatives={\"type\":\"hybrid\"}"),
              c -> ((Hybrid) c.negatives()).blurs(),
              6,
              "9",
              9),
          inTraining("epochs", Interleaved::epochs, KeyCase.REQUIRED, "8", 8),
          inTraining(
              "batchSize",
              Interleaved::batchSize,
              new BatchSize.Rows(100),
              "full",
              new BatchSize.Full()),
          inTraining(
              "optimizer",
              Interleaved::optimizer,
              PAPER,
              "{\"type\":\"sgd\"}",
              new Sgd(0.01, 0, false, 0)),
          inTraining(
              "schedule",
              Interleaved::schedule,
              new ScheduleConfig.Linear(0.5, 0),
              "{\"type\":\"constant\"}",
              new ScheduleConfig.Constant(0)),
          inTraining(
              "averaging", Interleaved::averaging, null, "{}", new AveragingConfig(0.99, 10)),
          key(
              "Interleaved.earlyStopping",
              "training.earlyStopping",
              List.of("data.validationExamples=5", TRAINING),
              c -> ((Interleaved) c.training()).earlyStopping(),
              null,
              "{}",
              new EarlyStoppingConfig(20)),
          key(
              "EarlyStoppingConfig.patience",
              "training.earlyStopping.patience",
              List.of("data.validationExamples=5", TRAINING, "training.earlyStopping={}"),
              c -> requireNonNull(((Interleaved) c.training()).earlyStopping()).patience(),
              20,
              "3",
              3),
          inAveraging("decay", AveragingConfig::decay, 0.99, "0.25", 0.25),
          inAveraging("every", AveragingConfig::every, 10, "3", 3),
          inSchedule("Constant", "constant", "warmUpEpochs", ScheduleConfig::warmUpEpochs, 0.0),
          inSchedule("Linear", "linear", "warmUpEpochs", ScheduleConfig::warmUpEpochs, 0.0),
          inSchedule(
              "Linear",
              "linear",
              "constantFraction",
              s -> ((ScheduleConfig.Linear) s).constantFraction(),
              0.5),
          inSchedule("Cosine", "cosine", "warmUpEpochs", ScheduleConfig::warmUpEpochs, 0.0),
          key(
              "EvaluationConfig.predictor",
              "evaluation.predictor",
              List.of(TRAINING, HEAD),
              c -> c.evaluation().predictor(),
              null,
              "combined",
              PredictorKind.COMBINED));

  private InterleavedKeyCases() {}

  private static HeadLayers layers(int number) {
    return new HeadLayers.Of(List.of(number));
  }

  private static KeyCase inHead(
      String name,
      Function<HeadConfig, @Nullable Object> value,
      Object expectedDefault,
      String other,
      Object expectedOther) {
    return key(
        "HeadConfig." + name,
        "network.head." + name,
        List.of(TRAINING, HEAD),
        c -> value.apply(c.network().head()),
        expectedDefault,
        other,
        expectedOther);
  }

  private static KeyCase inLoss(String record, String tag, String name, Object expectedDefault) {
    return key(
        record + "." + name,
        "network.layers.0.loss." + name,
        List.of(TRAINING, "network.layers.0.loss={\"type\":\"" + tag + "\"}"),
        c -> steepness(c.network().goodnessLayers().get(0).loss()),
        expectedDefault,
        "0.25",
        0.25);
  }

  private static Object steepness(LossConfig loss) {
    if (loss instanceof LossConfig.Softplus softplus) {
      return softplus.temperature();
    }
    return loss instanceof LossConfig.Symba symba
        ? symba.alpha()
        : ((LossConfig.SwishSymba) loss).alpha();
  }

  private static KeyCase inPeers(
      String name,
      Function<PeerNormalizationConfig, @Nullable Object> value,
      Object expectedDefault) {
    return key(
        "PeerNormalizationConfig." + name,
        "network.layers.0.peerNormalization." + name,
        List.of(TRAINING, "network.layers.0.peerNormalization={}"),
        c -> value.apply(c.network().goodnessLayers().get(0).peerNormalization()),
        expectedDefault,
        "0.25",
        0.25);
  }

  private static KeyCase inTraining(
      String name,
      Function<Interleaved, @Nullable Object> value,
      @Nullable Object expectedDefault,
      String other,
      Object expectedOther) {
    return key(
        "Interleaved." + name,
        "training." + name,
        List.of(TRAINING),
        c -> value.apply((Interleaved) c.training()),
        expectedDefault,
        other,
        expectedOther);
  }

  private static KeyCase inAveraging(
      String name,
      Function<AveragingConfig, @Nullable Object> value,
      Object expectedDefault,
      String other,
      Object expectedOther) {
    return key(
        "AveragingConfig." + name,
        "training.averaging." + name,
        List.of(TRAINING, "training.averaging={}"),
        c -> value.apply(((Interleaved) c.training()).averaging()),
        expectedDefault,
        other,
        expectedOther);
  }

  private static KeyCase inSchedule(
      String record,
      String tag,
      String name,
      Function<ScheduleConfig, @Nullable Object> value,
      Object expectedDefault) {
    return key(
        record + "." + name,
        "training.schedule." + name,
        List.of(TRAINING, "training.schedule={\"type\":\"" + tag + "\"}"),
        c -> value.apply(((Interleaved) c.training()).schedule()),
        expectedDefault,
        "0.25",
        0.25);
  }
}
