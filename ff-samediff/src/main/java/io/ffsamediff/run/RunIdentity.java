package io.ffsamediff.run;

import io.ffsamediff.config.ResumedConfig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * By what a checkpoint knows its run: the SHA-256 of {@code config.json} without the keys that may
 * change while a run goes on. The text is taken as it stands in the folder, with keys sorted, so
 * that a later version's new keys do not make a run another one.
 *
 * @param sha256 32 bytes, not a copy
 */
record RunIdentity(byte[] sha256) {

  /** Bytes of an identity. */
  static final int BYTES = 32;

  private static final JsonMapper SORTED =
      RunJson.LINE.rebuild().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** The identity of the run with this configuration, a JSON object. */
  static RunIdentity of(JsonNode config) {
    JsonNode lasting = config.deepCopy();
    for (String pointer : ResumedConfig.CHANGEABLE) {
      int name = pointer.lastIndexOf('/');
      if (lasting.at(pointer.substring(0, name)) instanceof ObjectNode parent) {
        parent.remove(pointer.substring(name + 1));
      }
    }
    String text = SORTED.writeValueAsString(SORTED.treeToValue(lasting, Object.class));
    return new RunIdentity(Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunIdentity identity && Arrays.equals(sha256, identity.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(sha256);
  }
}
