package io.ffsamediff.cuda;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The process of {@link NvrtcForTests}: compiles what comes in until nothing more comes. */
final class NvrtcServer {

  private NvrtcServer() {}

  /** Serves the streams. */
  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    while (true) {
      String entry;
      try {
        entry = text(in);
      } catch (EOFException e) {
        return;
      }
      String arch = text(in);
      String code = text(in);
      answer(entry, arch, code, out);
      out.flush();
    }
  }

  private static void answer(String entry, String arch, String code, DataOutputStream out)
      throws IOException {
    try {
      byte[] compiled =
          arch.isEmpty()
              ? known().getBytes(StandardCharsets.UTF_8)
              : KernelCompiler.compile(new GpuSource(entry, code), new KernelTarget(arch));
      out.writeBoolean(true);
      write(out, compiled);
    } catch (GpuException | LinkageError e) {
      out.writeBoolean(false);
      write(out, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String known() {
    return Arrays.stream(KernelCompiler.known())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(read(in), StandardCharsets.UTF_8);
  }

  static byte[] read(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  static void write(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
