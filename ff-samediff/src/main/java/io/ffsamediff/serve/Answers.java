package io.ffsamediff.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers. */
final class Answers {

  static final String JSON = "application/json; charset=utf-8";

  private Answers() {}

  /** The whole answer. */
  static void write(Response response, Callback done, int status, String type, byte[] body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), done);
  }

  /** JSON. */
  static void json(Response response, Callback done, String json) {
    write(response, done, 200, JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code {"error": "..."}}. */
  static void problem(Response response, Callback done, int status, String message) {
    String json = JsonMapper.shared().writeValueAsString(Map.of("error", message));
    write(response, done, status, JSON, json.getBytes(StandardCharsets.UTF_8));
  }
}
