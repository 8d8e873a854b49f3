package io.ffsamediff.serve;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets pass what this server's own page asks: other pages in the same browser may not, nor may a
 * name that was made to point to this machine (DNS rebinding).
 */
final class Guard extends Handler.Wrapper {

  private final HostNames names;

  /**
   * Guards {@code next}.
   *
   * @param names under which the server may be asked
   */
  Guard(Handler next, HostNames names) {
    super(next);
    this.names = names;
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) throws Exception {
    if (!names.allow(Request.getServerName(request))) {
      Answers.problem(response, done, HttpStatus.FORBIDDEN_403, "ask for " + names.shown());
      return true;
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null && !origin.equals("http://" + request.getHeaders().get(HttpHeader.HOST))) {
      Answers.problem(response, done, HttpStatus.FORBIDDEN_403, "this API is for its own page");
      return true;
    }
    return super.handle(request, response, done);
  }
}
