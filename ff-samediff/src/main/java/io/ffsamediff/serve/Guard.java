package io.ffsamediff.serve;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets pass what this server's own page asks: other pages in the same browser may not, nor may a
 * name that was made to point to this machine (DNS rebinding). Adds the headers that keep a browser
 * from doing more with an answer than it should.
 */
final class Guard extends Handler.Wrapper {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.getHeaders().put("X-Frame-Options", "DENY");
    response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
    response.getHeaders().put("Cross-Origin-Opener-Policy", "same-origin");
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
