package io.ffsamediff.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of each record has a tested default and another tested value ({@link KeyCases}). */
class ConfigKeysTest {

  @Test
  void keyCases_coverEveryKeyOnce() {
    List<String> tested = cases().map(KeyCase::component).collect(Collectors.toList());
    assertThat(tested).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(tested))
        .as("a new key needs a line in KeyCases, with its default and another value")
        .isEqualTo(new TreeSet<>(keysOf(RunConfig.class)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void key_absent_takesItsDefault(KeyCase key) {
    if (KeyCase.REQUIRED.equals(key.expectedDefault())) {
      String pointer = "/" + key.path().replace('.', '/');
      ConfigException refusal =
          Configs.refusal(
              () -> ConfigReader.parse("tiny.json", Configs.with(pointer, ""), List.of()));
      assertThat(refusal.problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.pointer()).isEqualTo(pointer);
                assertThat(problem.received()).isEqualTo("nothing");
              });
    } else {
      assertThat(key.value().apply(configOf(key, List.of()))).isEqualTo(key.expectedDefault());
    }
  }

  @ParameterizedTest
  @FieldSource("io.ffsamediff.config.KeyCases#ALL")
  void set_anyKey_reachesItAndChangesIt(KeyCase key) {
    RunConfig changed = configOf(key, List.of(key.path() + "=" + key.other()));
    assertThat(key.value().apply(changed)).isEqualTo(key.expectedOther());
    assertThat(key.value().apply(configOf(key, List.of()))).isNotEqualTo(key.expectedOther());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void set_anyKey_survivesWritingAndReading(KeyCase key) {
    RunConfig changed = configOf(key, List.of(key.path() + "=" + key.other()));
    assertThat(ConfigReader.parse("written", ConfigWriter.toJson(changed), List.of()))
        .isEqualTo(changed);
  }

  @Test
  void nullDefault_isExactlyOnNullableComponents() {
    List<Class<?>> records = new ArrayList<>();
    collectRecords(RunConfig.class, new HashSet<>(), records);
    assertThat(records.stream().flatMap(record -> Stream.of(record.getRecordComponents())))
        .allSatisfy(
            component ->
                assertThat(component.getAnnotation(Key.class).defaultValue().equals("null"))
                    .as("%s", component)
                    .isEqualTo(component.getAnnotatedType().isAnnotationPresent(Nullable.class)));
  }

  private static Stream<KeyCase> cases() {
    return KeyCases.ALL.stream();
  }

  private static RunConfig configOf(KeyCase key, List<String> options) {
    List<String> all = new ArrayList<>(key.setup());
    all.addAll(options);
    return ConfigReader.parse("tiny.json", Configs.MINIMAL, all);
  }

  /** The keys of all records, found without {@link Shapes}. */
  private static Set<String> keysOf(Class<?> root) {
    List<Class<?>> records = new ArrayList<>();
    collectRecords(root, new HashSet<>(), records);
    Set<String> keys = new HashSet<>();
    for (Class<?> record : records) {
      for (RecordComponent component : record.getRecordComponents()) {
        keys.add(record.getSimpleName() + "." + component.getName());
      }
    }
    return keys;
  }

  private static boolean hasWord(Class<?> choice) {
    return Arrays.stream(choice.getPermittedSubclasses())
        .anyMatch(member -> member.isAnnotationPresent(Word.class));
  }

  private static void collectRecords(Type type, Set<Type> seen, List<Class<?>> records) {
    if (type instanceof ParameterizedType list) {
      collectRecords(list.getActualTypeArguments()[0], seen, records);
    } else if (type instanceof Class<?> known && seen.add(type)) {
      if (known.isRecord()) {
        // Beside a @Word stands a plain value, whose one component is no key.
        if (Arrays.stream(known.getInterfaces()).noneMatch(ConfigKeysTest::hasWord)
            || known.isAnnotationPresent(Tag.class)) {
          records.add(known);
        }
        Arrays.stream(known.getRecordComponents())
            .forEach(component -> collectRecords(component.getGenericType(), seen, records));
      } else if (known.isSealed()) {
        Arrays.stream(known.getPermittedSubclasses())
            .forEach(member -> collectRecords(member, seen, records));
      }
    }
  }
}
