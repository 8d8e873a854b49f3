package io.ffsamediff.cuda;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of a kernel, as its text declares them. */
final class KernelSignature {

  private KernelSignature() {}

  /**
   * The kind of argument of each parameter.
   *
   * @throws IllegalArgumentException if the entry is not in the text, or has a parameter of no kind
   */
  static List<Class<? extends KernelArgument>> of(GpuSource source) {
    Matcher matcher =
        Pattern.compile(
                "extern\\s+\"C\"\\s+__global__\\s[^;{]*?\\b%s\\s*\\(([^)]*)\\)"
                    .formatted(source.entry()))
            .matcher(source.code());
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "kernel: expected an entry %s, received none".formatted(source.entry()));
    }
    String parameters = matcher.group(1).strip();
    return parameters.isEmpty()
        ? List.of()
        : Arrays.stream(parameters.split(",", -1))
            .<Class<? extends KernelArgument>>map(KernelSignature::kind)
            .toList();
  }

  private static Class<? extends KernelArgument> kind(String parameter) {
    if (parameter.contains("*")) {
      return KernelArgument.Memory.class;
    }
    if (parameter.matches("(?s).*\\b(long\\s+long|int64_t|size_t)\\b.*")) {
      return KernelArgument.Long.class;
    }
    if (parameter.matches("(?s).*\\bfloat\\b.*")) {
      return KernelArgument.Float.class;
    }
    if (parameter.matches("(?s).*\\b(int|unsigned|int32_t|uint32_t)\\b.*")) {
      return KernelArgument.Int.class;
    }
    throw new IllegalArgumentException(
        "kernel: expected a pointer, int, float or long long, received parameter '%s'"
            .formatted(parameter.strip()));
  }
}
