package io.ffsamediff.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds {@link Shape}s from annotated records. */
final class Shapes {

  /** The whole configuration. */
  static final Shape.Fields RUN = fields(RunConfig.class);

  private Shapes() {}

  /** The shape of an object that becomes {@code record}; each component carries a {@link Key}. */
  static Shape.Fields fields(Class<? extends Record> record) {
    List<KeyModel> keys =
        Arrays.stream(record.getRecordComponents())
            .map(Shapes::keyModel)
            .collect(Collectors.toUnmodifiableList());
    return new Shape.Fields(record, keys);
  }

  private static KeyModel keyModel(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    if (key == null) {
      throw new IllegalStateException(component + " has no @Key");
    }
    return new KeyModel(component, key, of(component.getGenericType(), key));
  }

  private static Shape of(Type type, Key key) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return new Shape.Items(of(list.getActualTypeArguments()[0], key));
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return new Shape.Names(constants(raw));
    }
    if (raw.isRecord()) {
      return fields(raw.asSubclass(Record.class));
    }
    return raw.isSealed() ? union(raw) : scalar(raw, key);
  }

  private static Shape scalar(Class<?> type, Key key) {
    if (type == String.class) {
      return new Shape.Text(key.pattern(), key.form());
    }
    if (type == boolean.class) {
      return new Shape.Flag();
    }
    if (type == int.class || type == Integer.class || type == long.class) {
      return new Shape.Whole(type == long.class, Range.of(key));
    }
    if (type == double.class) {
      return new Shape.Real(Range.of(key));
    }
    throw new IllegalStateException("No JSON form for " + type);
  }

  private static Map<String, Object> constants(Class<?> type) {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT), constant);
    }
    return constants;
  }

  private static Shape union(Class<?> type) {
    List<Class<? extends Record>> members =
        Arrays.stream(type.getPermittedSubclasses())
            .<Class<? extends Record>>map(member -> member.asSubclass(Record.class))
            .collect(Collectors.toList());
    return members.stream().anyMatch(member -> member.isAnnotationPresent(Word.class))
        ? worded(type, members)
        : new Shape.Tagged(
            members.stream().map(Shapes::kind).collect(Collectors.toUnmodifiableList()));
  }

  private static Shape.Kind kind(Class<? extends Record> member) {
    Tag tag = member.getAnnotation(Tag.class);
    if (tag == null) {
      throw new IllegalStateException(member + " has no @Tag");
    }
    return new Shape.Kind(tag.value(), tag.meaning(), fields(member));
  }

  private static Shape worded(Class<?> type, List<Class<? extends Record>> members) {
    Class<? extends Record> word = null;
    Class<? extends Record> plain = null;
    for (Class<? extends Record> member : members) {
      if (member.isAnnotationPresent(Word.class)) {
        word = member;
      } else {
        plain = member;
      }
    }
    if (members.size() != 2 || word == null || plain == null) {
      throw new IllegalStateException(type + " must have one @Word and one plain member");
    }
    Shape.Fields plainType = fields(plain);
    return new Shape.Worded(
        word.getAnnotation(Word.class).value(), word, plainType, plainType.keys().get(0).shape());
  }
}
