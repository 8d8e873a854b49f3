package io.ffsamediff.serve;

import io.ffsamediff.run.SavedNetwork;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves the page and its API until it is closed. Bodies, requests a second, connections and times
 * have limits; no file of the machine can be asked for.
 */
public final class WebServer implements AutoCloseable {

  /** A page asks some times a second while one draws. */
  private static final int REQUESTS_A_SECOND = 50;

  private static final int MOST_CLIENTS = 1000;
  private static final int MOST_CONNECTIONS = 64;
  private static final int THREADS = EventStream.MOST + PredictService.MOST + 12;
  private static final long IDLE_MILLIS = 30_000;

  private static final int HEADER_BYTES = 16 << 10;

  private final Server server;
  private final ServerConnector connector;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private final HostNames names;

  private WebServer(Server server, ServerConnector connector, HostNames names) {
    this.server = server;
    this.connector = connector;
    this.names = names;
  }

  /**
   * Starts.
   *
   * @param run name of the run, for the page
   * @param network its network, which its owner closes after this
   * @throws ServeException if it cannot listen there, as when the port is in use
   */
  public static WebServer start(String run, SavedNetwork network, ServeSettings settings) {
    PredictService predictions = new PredictService(network, settings.fit());
    return start(predictions.model(run), predictions, settings);
  }

  /**
   * Starts.
   *
   * @param model what the page has to know of the model, JSON
   */
  static WebServer start(String model, Predictions predictions, ServeSettings settings) {
    HostNames names = names(settings);
    Server server = new Server(new QueuedThreadPool(THREADS, 4));
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    WebServer web = new WebServer(server, connector, names);
    Routes routes =
        new Routes(
            model,
            predictions,
            settings.patience(),
            settings.runs(),
            new EventStream(web.stopped::get));
    HeaderDeadline timed =
        new HeaderDeadline(
            new AnswerHeaders(limited(new Guard(routes, names))),
            connector.getScheduler(),
            settings.patience());
    connector.addBean(timed, false);
    server.setHandler(timed);
    server.setErrorHandler(WebServer::problem);
    web.start(settings);
    return web;
  }

  private static Handler limited(Handler handler) {
    return new DoSHandler(
        handler,
        DoSHandler.ID_FROM_REMOTE_ADDRESS,
        new DoSHandler.LeakingBucketTrackerFactory(
            REQUESTS_A_SECOND, REQUESTS_A_SECOND, Duration.ofSeconds(1)),
        (request, response, done) -> {
          Answers.problem(
              response, done, HttpStatus.TOO_MANY_REQUESTS_429, "too many requests a second");
          return true;
        },
        MOST_CLIENTS);
  }

  /** What Jetty itself refuses, as a header that is too long. */
  private static boolean problem(Request request, Response response, Callback done) {
    AnswerHeaders.put(response);
    int status = response.getStatus();
    Answers.problem(response, done, status, HttpStatus.getMessage(status));
    return true;
  }

  private static HostNames names(ServeSettings settings) {
    try {
      return HostNames.of(settings.host());
    } catch (UnknownHostException e) {
      throw new ServeException(message(settings, e), e);
    }
  }

  private void start(ServeSettings settings) {
    try {
      server.start();
    } catch (Exception e) { // Jetty declares no less
      close();
      throw new ServeException(message(settings, e), e);
    }
  }

  private static String message(ServeSettings settings, Exception e) {
    boolean inUse =
        (e instanceof BindException || e.getCause() instanceof BindException)
            && HostNames.isOfThisMachine(settings.host());
    return inUse
        ? "--port: expected a free port of %s, received %d, which is in use or not allowed. Choose another one, or 0 for any."
            .formatted(settings.host(), settings.port())
        : "--host: expected a name or address of this machine, received %s (%s). Leave it out for 127.0.0.1."
            .formatted(settings.host(), e instanceof IOException ? e.getMessage() : e);
  }

  /** Whether only this machine can ask. */
  public boolean isLoopback() {
    return names.isLoopback();
  }

  /** Address of the page. */
  public URI address() {
    String host = connector.getHost();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://%s:%d/".formatted(shown, connector.getLocalPort()));
  }

  @Override
  public void close() {
    stopped.set(true);
    try {
      server.stop();
    } catch (Exception e) { // Jetty declares no less; there is nothing left to save
      throw new IllegalStateException(e);
    }
  }
}
