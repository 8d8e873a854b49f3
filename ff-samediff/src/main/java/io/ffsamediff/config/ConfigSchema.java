package io.ffsamediff.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (draft 2020-12) of a configuration file, for editors and other tools. The engine
 * itself reads with {@link ConfigReader}, whose messages are better and which knows the rules
 * between keys.
 */
public final class ConfigSchema implements Shape.Visitor<ObjectNode> {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private ConfigSchema() {}

  /** The schema as indented JSON with a line feed at the end. */
  public static String toJson() {
    ObjectNode schema = NODES.objectNode();
    schema.put(ConfigReader.SCHEMA_KEY, DIALECT);
    schema.put("title", "ff-samediff configuration");
    schema.setAll(new ConfigSchema().fields(Shapes.RUN));
    ObjectNode link = NODES.objectNode().put("type", "string");
    link.put("description", "Where this schema is, for editors; the engine ignores it.");
    ((ObjectNode) schema.get("properties")).set(ConfigReader.SCHEMA_KEY, link);
    return JsonText.pretty(schema);
  }

  @Override
  public ObjectNode text(Shape.Text shape) {
    return NODES.objectNode().put("type", "string").put("pattern", "^" + shape.pattern() + "$");
  }

  @Override
  public ObjectNode flag(Shape.Flag shape) {
    return NODES.objectNode().put("type", "boolean");
  }

  @Override
  public ObjectNode whole(Shape.Whole shape) {
    ObjectNode schema = NODES.objectNode().put("type", "integer");
    return schema.put("minimum", shape.least()).put("maximum", shape.most());
  }

  @Override
  public ObjectNode real(Shape.Real shape) {
    ObjectNode schema = NODES.objectNode().put("type", "number");
    Range range = shape.range();
    if (range.hasMin()) {
      schema.put(range.aboveMin() ? "exclusiveMinimum" : "minimum", range.min());
    }
    return range.hasMax() ? schema.put("maximum", range.max()) : schema;
  }

  @Override
  public ObjectNode names(Shape.Names shape) {
    ObjectNode schema = NODES.objectNode();
    shape.constants().keySet().forEach(schema.putArray("enum")::add);
    return schema;
  }

  @Override
  public ObjectNode items(Shape.Items shape) {
    ObjectNode schema = NODES.objectNode().put("type", "array").put("minItems", 1);
    schema.set("items", shape.element().accept(this));
    return schema;
  }

  @Override
  public ObjectNode fields(Shape.Fields shape) {
    return object(NODES.objectNode(), shape, List.of());
  }

  @Override
  public ObjectNode tagged(Shape.Tagged shape) {
    List<ObjectNode> kinds = new ArrayList<>();
    for (Shape.Kind kind : shape.kinds()) {
      ObjectNode tag = NODES.objectNode();
      tag.set(Shape.TYPE, NODES.objectNode().put("const", kind.tag()));
      kinds.add(object(tag, kind.fields(), List.of(Shape.TYPE)).put("description", kind.meaning()));
    }
    return oneOf(kinds);
  }

  @Override
  public ObjectNode worded(Shape.Worded shape) {
    ObjectNode word = NODES.objectNode().put("const", shape.word());
    return oneOf(List.of(word, shape.plain().accept(this)));
  }

  private ObjectNode object(ObjectNode properties, Shape.Fields shape, List<String> alsoRequired) {
    ArrayNode required = NODES.arrayNode();
    alsoRequired.forEach(required::add);
    for (KeyModel key : shape.keys()) {
      properties.set(key.name(), property(key));
      if (key.required()) {
        required.add(key.name());
      }
    }
    ObjectNode schema = NODES.objectNode().put("type", "object");
    schema.set("properties", properties);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private ObjectNode property(KeyModel key) {
    ObjectNode schema = NODES.objectNode().put("description", key.key().value());
    key.defaultNode().ifPresent(value -> schema.set("default", value));
    ObjectNode form = key.shape().accept(this);
    if (key.nullable()) {
      return schema.setAll(oneOf(List.of(form, NODES.objectNode().put("type", "null"))));
    }
    form.remove("description");
    return schema.setAll(form);
  }

  private static ObjectNode oneOf(Collection<ObjectNode> schemas) {
    if (schemas.size() == 1) {
      return schemas.iterator().next();
    }
    ArrayNode choices = NODES.arrayNode();
    schemas.forEach(choices::add);
    ObjectNode schema = NODES.objectNode();
    schema.set("oneOf", choices);
    return schema;
  }
}
