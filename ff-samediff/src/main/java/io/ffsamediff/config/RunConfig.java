package io.ffsamediff.config;

import org.jspecify.annotations.Nullable;

/**
 * Everything that a training run was asked to do.
 *
 * @param name the run's name
 * @param seed the one seed of all random streams
 * @param data the data set
 * @param network the layers
 * @param labels how a label becomes part of an example
 * @param negatives how negative examples are made
 * @param augmentation how training images are distorted, or not at all
 * @param training the loop
 * @param evaluation when and how errors are counted
 * @param checkpoints when the training state is saved
 * @param device where and with which executor it runs
 * @param cluster how machines of a cluster train together
 */
public record RunConfig(
    @Key(
            value = "Name of the run; part of the default run folder.",
            pattern = Constraints.NAME_PATTERN,
            form = Constraints.NAME_FORM)
        String name,
    @Key(
            value = "Seed of every random stream: initialisation, order, negatives, augmentation.",
            defaultValue = "1",
            source = "own choice")
        long seed,
    @Key("The data set.") DataConfig data,
    @Key("The network.") NetworkConfig network,
    @Key(
            value = "How a label becomes part of an example.",
            defaultValue = "{\"type\": \"overlay\"}",
            source = "Keras example, overlay_y_on_x")
        LabelConfig labels,
    @Key(
            value = "How negative examples are made.",
            defaultValue = "{\"type\": \"wrong-label\"}",
            source = "Hinton 2022, section 3.3: an incorrect label")
        NegativesConfig negatives,
    @Key(
            value = "Random distortions of training images, anew in every epoch.",
            defaultValue = "null")
        @Nullable AugmentationConfig augmentation,
    @Key("The training loop.") TrainingConfig training,
    @Key(value = "When and how errors are counted.", defaultValue = "{}")
        EvaluationConfig evaluation,
    @Key(value = "When the training state is saved.", defaultValue = "{}")
        CheckpointConfig checkpoints,
    @Key(value = "Where the run computes, and how.", defaultValue = "{}") DeviceConfig device,
    @Key(value = "How machines of a cluster train together.", defaultValue = "{}")
        ClusterConfig cluster) {

  /** Checks ranges and the rules between keys ({@link ConfigRule}). */
  public RunConfig {
    Constraints.check(
        RunConfig.class,
        name,
        seed,
        data,
        network,
        labels,
        negatives,
        augmentation,
        training,
        evaluation,
        checkpoints,
        device,
        cluster);
    ConfigRule.check(
        new ConfigRule.Parts(
            data, network, labels, negatives, augmentation, training, evaluation, device));
  }
}
