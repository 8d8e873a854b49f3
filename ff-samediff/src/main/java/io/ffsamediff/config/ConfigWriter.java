package io.ffsamediff.config;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a configuration as JSON with every key resolved: defaults are written out, absent values
 * left out, keys in the order of the records. {@link ConfigReader} reads it back as an equal
 * record.
 */
public final class ConfigWriter {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ConfigWriter() {}

  /** The configuration as indented JSON with a line feed at the end. */
  public static String toJson(RunConfig config) {
    return JsonText.pretty(tree(Shapes.RUN, config));
  }

  /** The configuration as JSON on one line: the canonical form that is hashed. */
  static String toCanonicalJson(RunConfig config) {
    return JsonText.compact(tree(Shapes.RUN, config));
  }

  private static JsonNode tree(Shape shape, Object value) {
    return shape.accept(new TreeWriter(value));
  }

  /** Writes one value in the form of its shape. */
  private record TreeWriter(Object value) implements Shape.Visitor<JsonNode> {

    @Override
    public JsonNode text(Shape.Text shape) {
      return NODES.stringNode((String) value);
    }

    @Override
    public JsonNode flag(Shape.Flag shape) {
      return NODES.booleanNode((Boolean) value);
    }

    @Override
    public JsonNode whole(Shape.Whole shape) {
      return NODES.numberNode(((Number) value).longValue());
    }

    @Override
    public JsonNode real(Shape.Real shape) {
      return NODES.numberNode(((Number) value).doubleValue());
    }

    @Override
    public JsonNode names(Shape.Names shape) {
      return shape.constants().entrySet().stream()
          .filter(entry -> entry.getValue() == value)
          .map(Map.Entry::getKey)
          .<JsonNode>map(NODES::stringNode)
          .findFirst()
          .orElseThrow();
    }

    @Override
    public JsonNode items(Shape.Items shape) {
      ArrayNode array = NODES.arrayNode();
      for (Object element : (List<?>) value) {
        array.add(tree(shape.element(), element));
      }
      return array;
    }

    @Override
    public JsonNode fields(Shape.Fields shape) {
      return addFields(NODES.objectNode(), shape);
    }

    @Override
    public JsonNode tagged(Shape.Tagged shape) {
      Shape.Kind kind =
          shape.kinds().stream()
              .filter(candidate -> candidate.fields().type() == value.getClass())
              .findFirst()
              .orElseThrow();
      return addFields(NODES.objectNode().put(Shape.TYPE, kind.tag()), kind.fields());
    }

    @Override
    public JsonNode worded(Shape.Worded shape) {
      if (shape.wordType() == value.getClass()) {
        return NODES.stringNode(shape.word());
      }
      KeyModel plain = shape.plainType().keys().get(0);
      return addFields(NODES.objectNode(), shape.plainType()).get(plain.name());
    }

    private ObjectNode addFields(ObjectNode object, Shape.Fields shape) {
      for (KeyModel key : shape.keys()) {
        Object field = key.valueIn(value);
        if (field != null) {
          object.set(key.name(), tree(key.shape(), field));
        }
      }
      return object;
    }
  }
}
