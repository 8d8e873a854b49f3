package io.ffsamediff.serve;

import io.ffsamediff.run.RunDirectory;
import io.ffsamediff.run.RunSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.URIUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which answer is at which address. */
final class Routes extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final Pattern EVENTS = Pattern.compile("/api/runs/([^/]+)/events");
  private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg");

  private final String model;
  private final Predictions predictions;
  private final Duration patience;
  private final Path runs;
  private final EventStream events;

  /**
   * The answers.
   *
   * @param model what the page has to know of the model, JSON
   * @param patience for the body of a request
   * @param runs folder of the runs that are listed
   */
  Routes(String model, Predictions predictions, Duration patience, Path runs, EventStream events) {
    this.model = model;
    this.predictions = predictions;
    this.patience = patience;
    this.runs = runs;
    this.events = events;
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) {
    attempt(request, response, done, () -> answer(request, response, done));
    return true;
  }

  private static void attempt(Request request, Response response, Callback done, Step step) {
    try {
      step.run();
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
  }

  private void answer(Request request, Response response, Callback done) {
    String path = Request.getPathInContext(request);
    if (path.equals("/api/predict")) {
      require(request, response, HttpMethod.POST);
      predict(request, response, done);
      return;
    }
    Optional<Assets.Asset> asset = Assets.of(path);
    Matcher live = EVENTS.matcher(path);
    boolean isList = path.equals("/api/runs");
    boolean isModel = path.equals("/api/model");
    if (asset.isEmpty() && !live.matches() && !isList && !isModel) {
      throw new HttpProblem(HttpStatus.NOT_FOUND_404, "there is nothing at this address");
    }
    require(request, response, HttpMethod.GET, HttpMethod.HEAD);
    if (asset.isPresent()) {
      Answers.write(response, done, 200, asset.get().type(), asset.get().bytes());
    } else if (isList) {
      Answers.json(response, done, RunSummary.json(RunSummary.list(runs)));
    } else if (isModel) {
      Answers.json(response, done, model);
    } else {
      events.answer(known(live.group(1)), request, response, done);
    }
  }

  private static void require(Request request, Response response, HttpMethod... methods) {
    List<HttpMethod> allowed = List.of(methods);
    if (allowed.stream().noneMatch(method -> method.is(request.getMethod()))) {
      allowed.forEach(method -> response.getHeaders().add(HttpHeader.ALLOW, method.asString()));
      throw new HttpProblem(
          HttpStatus.METHOD_NOT_ALLOWED_405,
          "this address takes %s only".formatted(allowed.get(0)));
    }
  }

  private void predict(Request request, Response response, Callback done) {
    if (!PICTURES.contains(mediaType(request))) {
      throw new HttpProblem(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
          "expected a picture, as Content-Type image/png or image/jpeg");
    }
    PictureBody.read(
        request,
        patience,
        Promise.from(
            picture ->
                attempt(
                    request,
                    response,
                    done,
                    () -> Answers.json(response, done, predictions.predict(picture))),
            failure -> refuse(failure, request, response, done)));
  }

  /** Without its parameters, in lower case. */
  private static String mediaType(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** What keeps a body from being read is the client's doing, and no news to whoever serves. */
  private static void refuse(Throwable failure, Request request, Response response, Callback done) {
    LOG.debug("{} came to no end", request.getHttpURI().getPath(), failure);
    if (failure instanceof HttpProblem problem) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
      Answers.problem(response, done, problem.status(), String.valueOf(problem.getMessage()));
    } else if (failure instanceof HttpException damaged) {
      Answers.problem(response, done, damaged.getCode(), HttpStatus.getMessage(damaged.getCode()));
    } else {
      done.failed(failure);
    }
  }

  /** Only what the list has is a run: an address names no path. */
  private RunDirectory known(String id) {
    return RunSummary.find(runs, URIUtil.decodePath(id))
        .orElseThrow(() -> new HttpProblem(HttpStatus.NOT_FOUND_404, "there is no such run"));
  }
}
