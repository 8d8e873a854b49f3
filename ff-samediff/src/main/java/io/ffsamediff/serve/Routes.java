package io.ffsamediff.serve;

import io.ffsamediff.run.ModelDescription;
import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Which answer is at which address. */
final class Routes extends Handler.Abstract {

  /** Bytes of a body: a drawing has some thousands, a photograph more. */
  static final int MOST_BODY = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final Pattern EVENTS = Pattern.compile("/api/runs/([^/]+)/events");
  private static final Pattern PICTURE = Pattern.compile("image/(png|jpeg)\\b.*");

  private final String run;
  private final ModelDescription model;
  private final PredictService predictions;
  private final Path runs;
  private final EventStream events;

  /**
   * The answers.
   *
   * @param run name of the run whose model predicts
   * @param model what its {@code model.json} says
   * @param runs folder of the runs that are listed
   */
  Routes(
      String run,
      ModelDescription model,
      PredictService predictions,
      Path runs,
      EventStream events) {
    this.run = run;
    this.model = model;
    this.predictions = predictions;
    this.runs = runs;
    this.events = events;
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) {
    try {
      answer(request, response, done);
    } catch (HttpProblem e) {
      Answers.problem(response, done, e.status(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      done.failed(e);
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), e);
      Answers.problem(
          response, done, HttpStatus.INTERNAL_SERVER_ERROR_500, "the server has failed");
    }
    return true;
  }

  private void answer(Request request, Response response, Callback done)
      throws IOException, InterruptedException {
    String path = Request.getPathInContext(request);
    if (path.equals("/api/predict")) {
      require(HttpMethod.POST, request, response);
      Answers.json(response, done, predictions.predict(picture(request)));
      return;
    }
    Optional<Assets.Asset> asset = Assets.of(path);
    Matcher live = EVENTS.matcher(path);
    boolean isList = path.equals("/api/runs");
    boolean isModel = path.equals("/api/model");
    if (asset.isEmpty() && !live.matches() && !isList && !isModel) {
      throw new HttpProblem(HttpStatus.NOT_FOUND_404, "there is nothing at this address");
    }
    require(HttpMethod.GET, request, response);
    if (asset.isPresent()) {
      Answers.write(response, done, 200, asset.get().type(), asset.get().bytes());
    } else if (isList) {
      Answers.json(response, done, RunSummary.json(RunSummary.list(runs)));
    } else if (isModel) {
      Answers.json(response, done, model());
    } else {
      events.answer(known(live.group(1)), request, response, done);
    }
  }

  private static void require(HttpMethod method, Request request, Response response) {
    if (!method.is(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, method.asString());
      throw new HttpProblem(
          HttpStatus.METHOD_NOT_ALLOWED_405, "this address takes %s only".formatted(method));
    }
  }

  private static byte[] picture(Request request) throws IOException {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null || !PICTURE.matcher(type).matches()) {
      throw new HttpProblem(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
          "expected a picture, as Content-Type image/png or image/jpeg");
    }
    if (request.getLength() > MOST_BODY) {
      throw tooLarge();
    }
    try (InputStream in = Request.asInputStream(request)) {
      byte[] body = in.readNBytes(MOST_BODY + 1);
      if (body.length > MOST_BODY) {
        throw tooLarge();
      }
      return body;
    }
  }

  private static HttpProblem tooLarge() {
    return new HttpProblem(
        HttpStatus.PAYLOAD_TOO_LARGE_413,
        "expected a picture of at most %,d bytes, received more".formatted(MOST_BODY));
  }

  /** Only what the list has is a run: an address names no path. */
  private RunDirectory known(String id) {
    return RunSummary.find(runs, URIUtil.decodePath(id))
        .orElseThrow(() -> new HttpProblem(HttpStatus.NOT_FOUND_404, "there is no such run"));
  }

  private String model() {
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
                model.shape().toString()));
  }
}
