package io.ffsamediff.cli;

import io.ffsamediff.device.ChildProcess;
import io.ffsamediff.device.DeviceChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How long the self-check takes that goes before CUDA is taken. */
final class SelfCheck {

  /** The variable that names the folder with the folder of compiled kernels. */
  private static final String CACHE = "XDG_CACHE_HOME";

  private static final JsonMapper JSON = JsonMapper.shared();

  private SelfCheck() {}

  /**
   * Runs it twice, in processes of their own that share a folder for kernels, empty at first.
   *
   * @return {@code first}, where kernels are compiled, and {@code again}, each with the {@code
   *     seconds} of the check and those of its whole process, or with {@code failed}
   */
  static JsonNode measure(CheckCommands commands, DeviceChoice cuda) {
    ObjectNode both = JSON.createObjectNode();
    try (ScratchFolder kernels = new ScratchFolder()) {
      for (String name : List.of("first", "again")) {
        both.set(name, once(commands, cuda, kernels.path(), name));
      }
    }
    return both;
  }

  private static JsonNode once(CheckCommands commands, DeviceChoice cuda, Path cache, String name) {
    long start = System.nanoTime();
    ChildProcess.Answer answer =
        commands.run(
            "self-check, " + name,
            CheckCommands.Command.engine(cuda, List.of("device-trial"))
                .with(CACHE, cache.toString()));
    double process = (System.nanoTime() - start) / 1e9;
    Optional<Double> seconds = DeviceTrialCommand.seconds(answer.output());
    if (answer.failure().isPresent() || seconds.isEmpty()) {
      return CheckCommands.failed(answer.failure().orElse("it did not say how long it took"));
    }
    return JSON.createObjectNode().put("seconds", seconds.get()).put("processSeconds", process);
  }
}
