package io.ffsamediff.serve;

import java.util.Locale;
import java.util.Set;
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

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final boolean loopbackOnly;

  /**
   * Guards {@code next}.
   *
   * @param loopbackOnly whether the server is for this machine alone
   */
  Guard(Handler next, boolean loopbackOnly) {
    super(next);
    this.loopbackOnly = loopbackOnly;
  }

  /** Whether {@code host} is this machine, seen from itself. */
  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean handle(Request request, Response response, Callback done) throws Exception {
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.getHeaders().put("X-Frame-Options", "DENY");
    response.getHeaders().put("Cross-Origin-Resource-Policy", "same-origin");
    response.getHeaders().put("Cross-Origin-Opener-Policy", "same-origin");
    if (loopbackOnly && !isLoopback(Request.getServerName(request))) {
      Answers.problem(
          response, done, HttpStatus.FORBIDDEN_403, "ask for 127.0.0.1 or localhost by name");
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
