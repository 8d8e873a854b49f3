package io.ffsamediff.exec;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageBlock;
import io.ffsamediff.data.PairRows;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.device.BlasThreads;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;

/** The label trial where ND4J's arrays are, by the threads of a team. */
final class HostLabelTrial implements LabelTrial {

  /** Images that a thread takes at a time: products are at their full rate from here on. */
  static final int PART_IMAGES = 512;

  /** Fewer images make a block no faster: its products wait for the kernel's memory. */
  private static final int LEAST_IMAGES = 8;

  private final WorkTeam team;
  private final boolean ownsTeam;
  private final List<TrialPart> parts = new ArrayList<>();
  private final int layers;
  private final int classes;
  private final int partImages;

  /** Fills a block with images; blocks of several threads are filled at the same time. */
  @FunctionalInterface
  interface Filler {

    /** Fills {@code block} from image {@code from} on; returns the images filled. */
    int fill(ImageBlock block, int from);
  }

  /**
   * Prepares a trial with threads of its own.
   *
   * @param parameters parameters of all layers, read at each run
   * @param encoder how examples become rows
   * @param images images of most runs; more than that cost time, not correctness
   */
  HostLabelTrial(List<LayerParameters> parameters, RowEncoder encoder, int images) {
    this(parameters, encoder, WorkTeam.onHost(BlasThreads.get()), true, partImages(images));
  }

  /** Images that a thread takes at a time where there are {@code images} of them. */
  static int partImages(int images) {
    return Math.max(LEAST_IMAGES, Math.min(PART_IMAGES, images));
  }

  /**
   * Prepares a trial.
   *
   * @param team threads that share the images
   * @param ownsTeam whether they end with this trial
   * @param partImages images that a thread takes at a time
   */
  private HostLabelTrial(
      List<LayerParameters> parameters,
      RowEncoder encoder,
      WorkTeam team,
      boolean ownsTeam,
      int partImages) {
    this.layers = parameters.size();
    this.classes = encoder.labels().classes();
    this.team = team;
    this.ownsTeam = ownsTeam;
    this.partImages = partImages;
    for (int part = 0; part < team.size(); part++) {
      parts.add(
          new TrialPart(
              parameters, new ImageBlock(partImages, encoder), encoder.labels().offset()));
    }
  }

  /**
   * A trial of batches, whose images the threads of {@code team} share evenly.
   *
   * @param batchImages images of the largest batch
   */
  static HostLabelTrial ofBatches(
      List<LayerParameters> parameters, RowEncoder encoder, WorkTeam team, int batchImages) {
    int share = (batchImages + team.size() - 1) / team.size();
    return new HostLabelTrial(parameters, encoder, team, false, Math.min(PART_IMAGES, share));
  }

  @Override
  public List<float[]> run(Dataset data) {
    return run(data.size(), (block, from) -> block.fill(data, from));
  }

  @Override
  public List<float[]> run(PairRows batch) {
    return run(batch.examples(), (block, from) -> block.fill(batch, from));
  }

  private List<float[]> run(int images, Filler filler) {
    List<float[]> goodness_NC = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      goodness_NC.add(new float[Math.multiplyExact(images, classes)]);
    }
    int blocks = (images + partImages - 1) / partImages;
    team.share(
        (part, from, to) -> {
          for (int block = from; block < to; block++) {
            parts.get(part).run(filler, block * partImages, classes, goodness_NC);
          }
        },
        blocks);
    return goodness_NC;
  }

  @Override
  public void close() {
    parts.forEach(TrialPart::close);
    if (ownsTeam) {
      team.close();
    }
  }
}
