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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Predicts pictures one at a time, as the network has one set of buffers. */
final class PredictService implements Predictions {

  /** Of a picture that came over the network. */
  private static final int MOST_PIXELS = 4_000_000;

  /** Pictures that are read or wait for their turn: each takes a thread. */
  static final int MOST = 8;

  private static final long PATIENCE_SECONDS = 5;

  private final SavedNetwork network;
  private final Explainer explainer;
  private final PictureFit fit;
  private final Semaphore places = new Semaphore(MOST);
  private final Semaphore turn = new Semaphore(1, true);

  /**
   * Predicts with {@code network}, which its owner closes.
   *
   * @param fit how a picture becomes inputs
   */
  PredictService(SavedNetwork network, PictureFit fit) {
    this.network = network;
    this.explainer = new Explainer(network.predictors(), network.predictors().usual());
    this.fit = fit;
  }

  /**
   * What the page has to know of the model, as JSON.
   *
   * @param run its name
   */
  String model(String run) {
    ModelDescription model = network.description();
    List<String> classes = IntStream.range(0, model.classes()).mapToObj(model::className).toList();
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "run",
                run,
                "classes",
                classes,
                "images",
                model.table() == null,
                "size",
                model.shape().toString(),
                "as",
                fit.name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public String predict(byte[] picture) throws InterruptedException {
    ModelDescription model = network.description();
    if (model.table() != null) {
      throw new HttpProblem(HttpStatus.CONFLICT_409, "this run is on a table, not on images");
    }
    if (!places.tryAcquire()) {
      throw busy();
    }
    try {
      return inTurn(pixels(picture, model.shape()), model);
    } finally {
      places.release();
    }
  }

  private String inTurn(byte[] pixels, ModelDescription model) throws InterruptedException {
    if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw busy();
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

  private static HttpProblem busy() {
    return new HttpProblem(HttpStatus.SERVICE_UNAVAILABLE_503, "too many pictures at a time");
  }

  private byte[] pixels(byte[] bytes, ImageShape shape) {
    try {
      return fit.pixels("picture", bytes, MOST_PIXELS, shape);
    } catch (DataException e) {
      throw new HttpProblem(HttpStatus.BAD_REQUEST_400, String.valueOf(e.getMessage()));
    }
  }
}
