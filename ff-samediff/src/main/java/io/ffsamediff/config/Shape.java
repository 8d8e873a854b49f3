package io.ffsamediff.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What may stand at one place of a configuration file. The shapes are built once from the records
 * ({@link Shapes}); reader, writer, {@code --set}, JSON Schema and documentation all walk them.
 */
sealed interface Shape {

  /** The key that selects the kind of a {@link Tagged} object. */
  String TYPE = "type";

  /** Calls the visitor's method for this shape. */
  <R> R accept(Visitor<R> visitor);

  /** The shape in words, for messages and documentation. */
  String expected();

  /** A string. */
  record Text(String pattern, String form) implements Shape {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.text(this);
    }

    @Override
    public String expected() {
      return form;
    }
  }

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.flag(this);
    }

    @Override
    public String expected() {
      return "true or false";
    }
  }

  /** An {@code int}, or a {@code long} if {@code isLong}. */
  record Whole(boolean isLong, Range range) implements Shape {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.whole(this);
    }

    @Override
    public String expected() {
      return range.describe("a whole number");
    }

    /** Smallest number that is allowed and that the type holds. */
    long least() {
      return Math.max(isLong ? Long.MIN_VALUE : Integer.MIN_VALUE, (long) Math.ceil(range.min()));
    }

    /** Largest number that is allowed and that the type holds. */
    long most() {
      return Math.min(isLong ? Long.MAX_VALUE : Integer.MAX_VALUE, (long) Math.floor(range.max()));
    }
  }

  /** A {@code double}. */
  record Real(Range range) implements Shape {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.real(this);
    }

    @Override
    public String expected() {
      return range.describe("a number");
    }
  }

  /** One of an enum's constants, by their lower-case names. */
  record Names(Map<String, Object> constants) implements Shape {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.names(this);
    }

    @Override
    public String expected() {
      return Spelling.either(constants.keySet());
    }
  }

  /** A list of at least one element. */
  record Items(Shape element) implements Shape {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.items(this);
    }

    @Override
    public String expected() {
      return "a list, each element " + element.expected();
    }
  }

  /** An object that becomes a record. */
  record Fields(Class<? extends Record> type, List<KeyModel> keys) implements Shape {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.fields(this);
    }

    @Override
    public String expected() {
      return "an object";
    }

    Optional<KeyModel> key(String name) {
      return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }
  }

  /** An object whose {@code "type"} says which record it becomes. */
  record Tagged(List<Kind> kinds) implements Shape {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.tagged(this);
    }

    @Override
    public String expected() {
      return "an object of \"type\" " + tagsInWords();
    }

    List<String> tags() {
      return kinds.stream().map(Kind::tag).collect(Collectors.toList());
    }

    String tagsInWords() {
      return Spelling.either(tags());
    }

    Optional<Kind> kind(String tag) {
      return kinds.stream().filter(kind -> kind.tag().equals(tag)).findFirst();
    }
  }

  /** One kind of a {@link Tagged} object. */
  record Kind(String tag, String meaning, Fields fields) {}

  /** A fixed word, or a plain value that becomes a record of one component. */
  record Worded(String word, Class<? extends Record> wordType, Fields plainType, Shape plain)
      implements Shape {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.worded(this);
    }

    @Override
    public String expected() {
      return "\"" + word + "\" or " + plain.expected();
    }
  }

  /** One method a shape, so that the compiler finds a walker that has forgotten one. */
  interface Visitor<R> {
    R text(Text shape);

    R flag(Flag shape);

    R whole(Whole shape);

    R real(Real shape);

    R names(Names shape);

    R items(Items shape);

    R fields(Fields shape);

    R tagged(Tagged shape);

    R worded(Worded shape);
  }
}
