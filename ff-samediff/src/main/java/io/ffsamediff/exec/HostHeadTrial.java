package io.ffsamediff.exec;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageBlock;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.device.BlasThreads;
import io.ffsamediff.graph.HeadParameters;
import io.ffsamediff.graph.LayerParameters;
import java.util.ArrayList;
import java.util.List;

/** The head's trial where ND4J's arrays are, by threads of its own. */
final class HostHeadTrial implements HeadTrial {

  private final WorkTeam team;
  private final List<HeadPart> parts = new ArrayList<>();
  private final int classes;
  private final int partImages;

  /**
   * Prepares a trial.
   *
   * @param layers parameters of all layers, read at each run
   * @param head parameters of the head, read at each run
   * @param encoder how examples become rows
   * @param images images of most runs; more than that cost time, not correctness
   */
  HostHeadTrial(List<LayerParameters> layers, HeadParameters head, RowEncoder encoder, int images) {
    this.classes = head.spec().classes();
    this.partImages = HostLabelTrial.partImages(images);
    this.team = WorkTeam.onHost(BlasThreads.get());
    for (int part = 0; part < team.size(); part++) {
      parts.add(
          new HeadPart(
              layers, head, new ImageBlock(partImages, encoder), encoder.labels().offset()));
    }
  }

  @Override
  public float[] run(Dataset data) {
    float[] logits_NC = new float[Math.multiplyExact(data.size(), classes)];
    team.share(
        (part, from, to) -> {
          for (int block = from; block < to; block++) {
            parts.get(part).run(data, block * partImages, logits_NC);
          }
        },
        (data.size() + partImages - 1) / partImages);
    return logits_NC;
  }

  @Override
  public void close() {
    parts.forEach(HeadPart::close);
    team.close();
  }
}
