package io.ffsamediff.config;

import static io.ffsamediff.config.KeyCase.REQUIRED;
import static io.ffsamediff.config.KeyCase.inAdam;
import static io.ffsamediff.config.KeyCase.inAdamW;
import static io.ffsamediff.config.KeyCase.inAugmentation;
import static io.ffsamediff.config.KeyCase.inLayer;
import static io.ffsamediff.config.KeyCase.inSgd;
import static io.ffsamediff.config.KeyCase.key;

import io.ffsamediff.config.DataConfig.ExampleLimit;
import io.ffsamediff.config.DataConfig.Scaling;
import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.DeviceConfig.ExecutorKind;
import io.ffsamediff.config.DeviceConfig.MatmulPrecision;
import io.ffsamediff.config.EvaluationConfig.LayerSelection;
import io.ffsamediff.config.LabelConfig.Append;
import io.ffsamediff.config.LabelConfig.Overlay;
import io.ffsamediff.config.LabelConfig.Strength;
import io.ffsamediff.config.LayerConfig.GoodnessKind;
import io.ffsamediff.config.LayerConfig.Initializer;
import io.ffsamediff.config.LayerConfig.Threshold;
import io.ffsamediff.config.NegativesConfig.Shuffled;
import io.ffsamediff.config.NegativesConfig.WrongLabel;
import io.ffsamediff.config.NetworkConfig.InputNormalization;
import io.ffsamediff.config.OptimizerConfig.Adam;
import io.ffsamediff.config.OptimizerConfig.AdamW;
import io.ffsamediff.config.OptimizerConfig.Sgd;
import io.ffsamediff.config.TrainingConfig.BatchSize;
import io.ffsamediff.config.TrainingConfig.Layerwise;
import java.util.List;
import java.util.stream.Stream;

/** A line for each key of each record. */
final class KeyCases {

  private static final Adam ADAM = new Adam(0.03, 0.9, 0.999, 1e-7);
  private static final RegularizerConfig L2 = new RegularizerConfig(0, 0.5);
  private static final Strength MAX = new Strength.ImageMaximum();
  private static final ExampleLimit EVERY = new ExampleLimit.All();
  private static final AutoCount AUTO = new AutoCount.Auto();

  /** All keys. */
  static final List<KeyCase> ALL =
      Stream.of(keys(), InterleavedKeyCases.ALL.stream(), BackpropKeyCases.ALL.stream())
          .flatMap(cases -> cases)
          .toList();

  private static Stream<KeyCase> keys() {
    return Stream.of(
        key("RunConfig.name", "name", RunConfig::name, REQUIRED, "other", "other"),
        key("RunConfig.seed", "seed", RunConfig::seed, 1L, "-7000000000", -7_000_000_000L),
        key(
            "RunConfig.data",
            "data",
            RunConfig::data,
            REQUIRED,
            "{\"name\":\"other\"}",
            new DataConfig("other", EVERY, EVERY, 0, Scaling.AUTO)),
        key(
            "RunConfig.network",
            "network",
            RunConfig::network,
            REQUIRED,
            "{\"type\":\"forward-forward\",\"layers\":[{\"units\":3}]}",
            new NetworkConfig.ForwardForward(InputNormalization.L2, List.of(layer(3)), 0, null)),
        key(
            "RunConfig.labels",
            "labels",
            RunConfig::labels,
            new Overlay(MAX),
            "{\"type\":\"append\"}",
            new Append(MAX)),
        key(
            "RunConfig.negatives",
            "negatives",
            RunConfig::negatives,
            new WrongLabel(),
            "{\"type\":\"shuffled\"}",
            new Shuffled()),
        key(
            "RunConfig.augmentation",
            "augmentation",
            RunConfig::augmentation,
            null,
            "{\"shift\":2}",
            new AugmentationConfig(2, false, 0, 0, 0, 0, 4)),
        inAugmentation("shift", AugmentationConfig::shift, 0.0, "1.5", 1.5),
        inAugmentation("wholePixels", AugmentationConfig::wholePixels, false, "true", true),
        inAugmentation("rotation", AugmentationConfig::rotation, 0.0, "12.5", 12.5),
        inAugmentation("scale", AugmentationConfig::scale, 0.0, "0.25", 0.25),
        inAugmentation("shear", AugmentationConfig::shear, 0.0, "0.25", 0.25),
        inAugmentation("elastic", AugmentationConfig::elastic, 0.0, "1.5", 1.5),
        inAugmentation("elasticSmoothness", AugmentationConfig::elasticSmoothness, 4.0, "6.5", 6.5),
        key(
            "RunConfig.training",
            "training",
            RunConfig::training,
            REQUIRED,
            "{\"type\":\"layerwise\",\"epochs\":9}",
            new Layerwise(9, 50, new BatchSize.Rows(100), ADAM)),
        key(
            "RunConfig.evaluation",
            "evaluation",
            RunConfig::evaluation,
            new EvaluationConfig(10, null, new LayerSelection.All()),
            "{\"every\":3}",
            new EvaluationConfig(3, null, new LayerSelection.All())),
        key(
            "RunConfig.checkpoints",
            "checkpoints",
            RunConfig::checkpoints,
            new CheckpointConfig(AUTO, 10, 2),
            "{\"every\":3}",
            new CheckpointConfig(new AutoCount.Fixed(3), 10, 2)),
        key(
            "RunConfig.cluster",
            "cluster",
            RunConfig::cluster,
            new ClusterConfig(1),
            "{\"localSteps\":3}",
            new ClusterConfig(3)),
        key(
            "RunConfig.device",
            "device",
            RunConfig::device,
            new DeviceConfig(
                DeviceType.AUTO, ExecutorKind.COMPILED, AUTO, AUTO, MatmulPrecision.F32),
            "{\"type\":\"cpu\"}",
            new DeviceConfig(
                DeviceType.CPU, ExecutorKind.COMPILED, AUTO, AUTO, MatmulPrecision.F32)),
        key("DataConfig.name", "data.name", c -> c.data().name(), REQUIRED, "other", "other"),
        key(
            "DataConfig.trainExamples",
            "data.trainExamples",
            c -> c.data().trainExamples(),
            EVERY,
            "12",
            new ExampleLimit.First(12)),
        key(
            "DataConfig.testExamples",
            "data.testExamples",
            c -> c.data().testExamples(),
            EVERY,
            "12",
            new ExampleLimit.First(12)),
        key(
            "DataConfig.scaling",
            "data.scaling",
            c -> c.data().scaling(),
            Scaling.AUTO,
            "none",
            Scaling.NONE),
        key(
            "ForwardForward.inputNormalization",
            "network.inputNormalization",
            c -> c.network().inputNormalization(),
            InputNormalization.L2,
            "rms",
            InputNormalization.RMS),
        key(
            "ForwardForward.layers",
            "network.layers",
            c -> c.network().layers(),
            REQUIRED,
            "[{\"units\":7}]",
            List.of(layer(7))),
        inLayer("units", LayerConfig::units, REQUIRED, "7", 7),
        inLayer("useBias", LayerConfig::useBias, true, "false", false),
        inLayer(
            "kernelInitializer",
            LayerConfig::kernelInitializer,
            Initializer.GLOROT_UNIFORM,
            "lecun_normal",
            Initializer.LECUN_NORMAL),
        inLayer(
            "biasInitializer",
            LayerConfig::biasInitializer,
            Initializer.ZEROS,
            "glorot_uniform",
            Initializer.GLOROT_UNIFORM),
        inLayer("goodness", LayerConfig::goodness, GoodnessKind.MEAN, "sum", GoodnessKind.SUM),
        inLayer(
            "threshold",
            LayerConfig::threshold,
            new Threshold.Fixed(1.5),
            "units",
            new Threshold.Units()),
        inLayer("kernelRegularizer", LayerConfig::kernelRegularizer, null, "{\"l2\":0.5}", L2),
        inLayer("biasRegularizer", LayerConfig::biasRegularizer, null, "{\"l2\":0.5}", L2),
        inLayer(
            "optimizer",
            LayerConfig::optimizer,
            null,
            "{\"type\":\"adam\",\"learningRate\":0.5}",
            new Adam(0.5, 0.9, 0.999, 1e-7)),
        inLayer("layerEpochs", LayerConfig::layerEpochs, null, "4", 4),
        key(
            "RegularizerConfig.l1",
            "network.layers.0.kernelRegularizer.l1",
            List.of("network.layers.0.kernelRegularizer={}"),
            c -> kernelRegularizer(c).l1(),
            0.0,
            "0.25",
            0.25),
        key(
            "RegularizerConfig.l2",
            "network.layers.0.kernelRegularizer.l2",
            List.of("network.layers.0.kernelRegularizer={}"),
            c -> kernelRegularizer(c).l2(),
            0.0,
            "0.25",
            0.25),
        key(
            "Overlay.strength",
            "labels.strength",
            c -> ((Overlay) c.labels()).strength(),
            MAX,
            "0.5",
            new Strength.Fixed(0.5)),
        key(
            "Append.strength",
            "labels.strength",
            List.of("labels.type=append"),
            c -> ((Append) c.labels()).strength(),
            MAX,
            "0.5",
            new Strength.Fixed(0.5)),
        key("Layerwise.epochs", "training.epochs", c -> c.training().epochs(), REQUIRED, "8", 8),
        key(
            "Layerwise.layerEpochs",
            "training.layerEpochs",
            c -> ((Layerwise) c.training()).layerEpochs(),
            50,
            "8",
            8),
        key(
            "Layerwise.batchSize",
            "training.batchSize",
            c -> c.training().batchSize(),
            new BatchSize.Rows(100),
            "full",
            new BatchSize.Full()),
        key(
            "Layerwise.optimizer",
            "training.optimizer",
            c -> c.training().optimizer(),
            ADAM,
            "{\"type\":\"adam\",\"learningRate\":0.5}",
            new Adam(0.5, 0.9, 0.999, 1e-7)),
        inAdam("learningRate", Adam::learningRate, 0.03),
        inAdam("beta1", Adam::beta1, 0.9),
        inAdam("beta2", Adam::beta2, 0.999),
        inAdam("epsilon", Adam::epsilon, 1e-7),
        inAdamW("learningRate", AdamW::learningRate, 0.001),
        inAdamW("beta1", AdamW::beta1, 0.9),
        inAdamW("beta2", AdamW::beta2, 0.999),
        inAdamW("epsilon", AdamW::epsilon, 1e-7),
        inAdamW("weightDecay", AdamW::weightDecay, 0.004),
        inSgd("learningRate", Sgd::learningRate, 0.01),
        inSgd("momentum", Sgd::momentum, 0.0),
        inSgd("damped", Sgd::damped, false, "true", true),
        inSgd("weightDecay", Sgd::weightDecay, 0.0),
        key("EvaluationConfig.every", "evaluation.every", c -> c.evaluation().every(), 10, "2", 2),
        key(
            "EvaluationConfig.layers",
            "evaluation.layers",
            c -> c.evaluation().layers(),
            new LayerSelection.All(),
            "[2]",
            new LayerSelection.Of(List.of(2))),
        key(
            "CheckpointConfig.every",
            "checkpoints.every",
            c -> c.checkpoints().every(),
            AUTO,
            "2",
            new AutoCount.Fixed(2)),
        key(
            "CheckpointConfig.minutes",
            "checkpoints.minutes",
            c -> c.checkpoints().minutes(),
            10.0,
            "2.5",
            2.5),
        key("CheckpointConfig.keep", "checkpoints.keep", c -> c.checkpoints().keep(), 2, "7", 7),
        key(
            "DeviceConfig.type",
            "device.type",
            c -> c.device().type(),
            DeviceType.AUTO,
            "cuda",
            DeviceType.CUDA),
        key(
            "DeviceConfig.executor",
            "device.executor",
            c -> c.device().executor(),
            ExecutorKind.COMPILED,
            "samediff",
            ExecutorKind.SAMEDIFF),
        key(
            "DeviceConfig.threads",
            "device.threads",
            c -> c.device().threads(),
            AUTO,
            "3",
            new AutoCount.Fixed(3)),
        key(
            "DeviceConfig.blockRows",
            "device.blockRows",
            c -> c.device().blockRows(),
            AUTO,
            "3",
            new AutoCount.Fixed(3)),
        key(
            "DeviceConfig.matmulPrecision",
            "device.matmulPrecision",
            c -> c.device().matmulPrecision(),
            MatmulPrecision.F32,
            "bf16",
            MatmulPrecision.BF16),
        key(
            "ClusterConfig.localSteps",
            "cluster.localSteps",
            c -> c.cluster().localSteps(),
            1,
            "4",
            4));
  }

  private KeyCases() {}

  private static LayerConfig layer(int units) {
    return new LayerConfig(
        units,
        true,
        Initializer.GLOROT_UNIFORM,
        Initializer.ZEROS,
        GoodnessKind.MEAN,
        new Threshold.Fixed(1.5),
        null,
        null,
        null,
        null,
        new LossConfig.Softplus(1),
        null);
  }

  private static RegularizerConfig kernelRegularizer(RunConfig config) {
    RegularizerConfig regularizer = config.network().goodnessLayers().get(0).kernelRegularizer();
    if (regularizer == null) {
      throw new AssertionError("no kernelRegularizer");
    }
    return regularizer;
  }
}
