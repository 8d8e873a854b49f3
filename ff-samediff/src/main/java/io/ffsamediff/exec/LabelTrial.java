package io.ffsamediff.exec;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageBlock;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.device.BlasThreads;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;

/** The goodness of every layer for images with one label after the other. */
public final class LabelTrial implements AutoCloseable {

  /** Images that a thread takes at a time: products are at their full rate from here on. */
  private static final int PART_IMAGES = 512;

  private final WorkTeam team;
  private final List<TrialPart> parts = new ArrayList<>();
  private final int layers;
  private final int classes;

  /**
   * Prepares a trial.
   *
   * @param parameters parameters of all layers, read at each run
   * @param encoder how examples become rows
   */
  public LabelTrial(List<LayerParameters> parameters, RowEncoder encoder) {
    this.layers = parameters.size();
    this.classes = encoder.labels().classes();
    boolean host = HostKernels.of(parameters.get(0).spec()).available();
    this.team = new WorkTeam(host ? BlasThreads.get() : 1);
    for (int part = 0; part < team.size(); part++) {
      parts.add(
          new TrialPart(
              parameters, new ImageBlock(PART_IMAGES, encoder), encoder.labels().offset()));
    }
  }

  /**
   * Tries all labels on all images.
   *
   * @return for each layer the goodness {@code g_NC} of N images with C labels
   */
  public List<float[]> run(Dataset data) {
    List<float[]> goodness_NC = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      goodness_NC.add(new float[Math.multiplyExact(data.size(), classes)]);
    }
    int blocks = (data.size() + PART_IMAGES - 1) / PART_IMAGES;
    team.share(
        (part, from, to) -> {
          for (int block = from; block < to; block++) {
            parts.get(part).run(data, block * PART_IMAGES, classes, goodness_NC);
          }
        },
        blocks);
    return goodness_NC;
  }

  @Override
  public void close() {
    parts.forEach(TrialPart::close);
    team.close();
  }
}
