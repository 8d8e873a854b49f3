package io.ffsamediff.serve;

import io.ffsamediff.data.DataException;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.PictureFit;
import io.ffsamediff.eval.Explainer;
import io.ffsamediff.run.ExplanationJson;
import io.ffsamediff.run.ModelDescription;
import io.ffsamediff.run.SavedNetwork;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpStatus;

/** Predicts pictures one at a time, as the network has one set of buffers. */
final class PredictService {

  /** Of a picture that came over the network. */
  private static final int MOST_PIXELS = 4_000_000;

  private static final long PATIENCE_SECONDS = 5;

  private final SavedNetwork network;
  private final Explainer explainer;
  private final PictureFit fit;
  private final Semaphore turn = new Semaphore(1, true);

  /** Predicts with {@code network}, which its owner closes. */
  PredictService(SavedNetwork network) {
    this.network = network;
    this.explainer = new Explainer(network.predictors(), network.predictors().usual());
    this.fit = PictureFit.of(network.config().data().name());
  }

  /** What the model says of a PNG or JPEG picture, as JSON. */
  String predict(byte[] picture) throws InterruptedException {
    ModelDescription model = network.description();
    if (model.table() != null) {
      throw new HttpProblem(HttpStatus.CONFLICT_409, "this run is on a table, not on images");
    }
    byte[] pixels = pixels(picture, model.shape());
    if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new HttpProblem(HttpStatus.SERVICE_UNAVAILABLE_503, "too many pictures at a time");
    }
    try {
      Dataset data =
          new Dataset(
              "picture",
              Dataset.Split.TEST,
              model.shape(),
              model.classes(),
              pixels,
              new byte[1],
              List.of());
      return ExplanationJson.of("picture", 0, explainer.explain(data).get(0), model).line();
    } finally {
      turn.release();
    }
  }

  private byte[] pixels(byte[] bytes, ImageShape shape) {
    try {
      return fit.pixels("picture", bytes, MOST_PIXELS, shape);
    } catch (DataException e) {
      throw new HttpProblem(HttpStatus.BAD_REQUEST_400, String.valueOf(e.getMessage()));
    }
  }
}
