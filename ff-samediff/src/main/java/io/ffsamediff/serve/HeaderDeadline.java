package io.ffsamediff.serve;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection whose next request has not come, to the end of its header, in time. Jetty's
 * idle time begins anew with every byte, so that a slow sender would stay for ever.
 */
final class HeaderDeadline extends Handler.Wrapper implements Connection.Listener {

  private final Scheduler scheduler;
  private final Duration limit;
  private final Map<Connection, Scheduler.Task> waiting = new ConcurrentHashMap<>();

  /**
   * Times the headers of what {@code next} handles.
   *
   * @param limit from the connection, or the answer before, to the end of a header
   */
  HeaderDeadline(Handler next, Scheduler scheduler, Duration limit) {
    super(next);
    this.scheduler = scheduler;
    this.limit = limit;
  }

  @Override
  public void onOpened(Connection connection) {
    expect(connection);
  }

  @Override
  public void onClosed(Connection connection) {
    stopWaiting(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    stopWaiting(connection);
    Request.addCompletionListener(request, failure -> expect(connection));
    return super.handle(request, response, done);
  }

  private void expect(Connection connection) {
    Scheduler.Task task =
        scheduler.schedule(
            () -> connection.getEndPoint().close(), limit.toMillis(), TimeUnit.MILLISECONDS);
    Scheduler.Task before = waiting.put(connection, task);
    if (before != null) {
      before.cancel();
    }
    if (!connection.getEndPoint().isOpen()) {
      stopWaiting(connection);
    }
  }

  private void stopWaiting(Connection connection) {
    Scheduler.Task task = waiting.remove(connection);
    if (task != null) {
      task.cancel();
    }
  }
}
