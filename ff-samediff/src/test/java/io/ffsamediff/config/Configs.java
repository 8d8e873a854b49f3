package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Small configurations for tests. */
final class Configs {

  /** Only the keys that must be given. */
  static final String MINIMAL =
      """
      {"name": "tiny", "data": {"name": "mnist"},
       "network": {"type": "forward-forward", "layers": [{"units": 10}, {"units": 20}]},
       "training": {"type": "layerwise", "epochs": 2}}
      """;

  /** Interleaved training of a network with a head; only the keys that must be given. */
  static final String INTERLEAVED =
      """
      {"name": "tiny", "data": {"name": "mnist"},
       "network": {"type": "forward-forward", "layers": [{"units": 10}, {"units": 20}], "head": {}},
       "training": {"type": "interleaved", "epochs": 2}}
      """;

  /** Interleaved training without labels; only the keys that must be given. */
  static final String UNLABELLED =
      """
      {"name": "tiny", "data": {"name": "mnist"},
       "network": {"type": "forward-forward", "layers": [{"units": 10}, {"units": 20}], "head": {}},
       "labels": {"type": "none"}, "negatives": {"type": "hybrid"},
       "training": {"type": "interleaved", "epochs": 2}}
      """;

  /** A network that learns by back-propagation; only the keys that must be given. */
  static final String BACKPROP =
      """
      {"name": "tiny", "data": {"name": "mnist"},
       "network": {"type": "backprop", "layers": [{"units": 10}, {"units": 20}]},
       "training": {"type": "interleaved", "epochs": 2}}
      """;

  private Configs() {}

  static RunConfig minimal(String... overrides) {
    return ConfigReader.parse("tiny.json", MINIMAL, List.of(overrides));
  }

  /** {@link #MINIMAL} with the value at {@code pointer} set; removed if {@code value} is empty. */
  static String with(String pointer, String value) {
    return with(MINIMAL, pointer, value);
  }

  /** {@code base} with the value at {@code pointer} set; removed if {@code value} is empty. */
  static String with(String base, String pointer, String value) {
    JsonNode root = StrictJson.parse("tiny.json", base);
    JsonPointer place = JsonPointer.compile(pointer);
    JsonNode parent = root.at(place.head());
    if (parent instanceof ArrayNode array) {
      array.set(place.last().getMatchingIndex(), StrictJson.parse(pointer, value));
    } else if (value.isEmpty()) {
      ((ObjectNode) parent).remove(place.last().getMatchingProperty());
    } else {
      ((ObjectNode) parent)
          .set(place.last().getMatchingProperty(), StrictJson.parse(pointer, value));
    }
    return JsonText.compact(root);
  }

  /** The refusal of what {@code action} does. */
  static ConfigException refusal(ThrowingCallable action) {
    return catchThrowableOfType(ConfigException.class, action);
  }

  /** The message of the refusal of what {@code action} does. */
  static String messageOf(ThrowingCallable action) {
    return String.valueOf(refusal(action).getMessage());
  }
}
