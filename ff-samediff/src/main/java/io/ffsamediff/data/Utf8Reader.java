package io.ffsamediff.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text in strict UTF-8, without its byte order mark. Unlike a reader of the JDK, it gives out all
 * characters before a broken one, so that who reads knows where it is.
 */
final class Utf8Reader extends Reader {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream input;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 13).limit(0);
  private CoderResult result = CoderResult.UNDERFLOW;
  private boolean ended;
  private boolean begun;

  Utf8Reader(InputStream input) {
    this.input = input;
  }

  /**
   * Reads as {@link Reader} says.
   *
   * @param length at least 2, as some characters take two places
   * @throws CharacterCodingException if the next bytes are no UTF-8
   */
  @Override
  public int read(char[] target, int start, int length) throws IOException {
    CharBuffer chars = CharBuffer.wrap(target, start, length);
    while (chars.position() == start) {
      if (result.isError()) {
        result.throwException();
      }
      if (result.isUnderflow()) {
        if (ended) {
          return -1;
        }
        fill();
      }
      result = decoder.decode(bytes, chars, ended);
      if (!begun && chars.position() > start) {
        begun = true;
        skipMark(chars, start);
      }
    }
    return chars.position() - start;
  }

  private static void skipMark(CharBuffer chars, int start) {
    if (chars.get(start) == BYTE_ORDER_MARK) {
      int left = chars.position() - start - 1;
      System.arraycopy(chars.array(), start + 1, chars.array(), start, left);
      chars.position(start + left);
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = input.read(bytes.array(), bytes.position(), bytes.remaining());
    ended = read < 0;
    bytes.position(bytes.position() + Math.max(0, read)).flip();
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
