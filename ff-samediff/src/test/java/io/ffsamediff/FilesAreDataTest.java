package io.ffsamediff;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Files are data, never code: nothing in the engine makes an object of a class that a file names.
 */
@SuppressWarnings("UnusedMethod") // of the classes that break the rules on purpose
class FilesAreDataTest {

  private static final JavaClasses CLASSES = PackageOrderTest.CLASSES;

  /** Methods that turn what a file says into objects, by the class that has them. */
  private static final Map<String, Pattern> FORBIDDEN =
      Map.of(
          "java.io.ObjectInputStream", Pattern.compile(".*"),
          "java.beans.XMLDecoder", Pattern.compile(".*"),
          "java.lang.Class", Pattern.compile("forName"),
          "java.lang.ClassLoader", Pattern.compile("loadClass"),
          "org.nd4j.autodiff.samediff.SameDiff", Pattern.compile("load|from.*|import.*|restore.*"),
          "org.nd4j.linalg.factory.Nd4j", Pattern.compile("read.*|load.*|createFrom(Flat|Np).*"),
          "org.nd4j.linalg.learning.config.IUpdater", Pattern.compile("fromJson|fromYaml"),
          "org.nd4j.autodiff.samediff.TrainingConfig", Pattern.compile("fromJson|fromYaml"),
          "org.nd4j.common.util.SerializationUtils", Pattern.compile(".*"),
          "tools.jackson.databind.cfg.MapperBuilder",
              Pattern.compile("activateDefaultTyping.*|setDefaultTyping"));

  private static final ArchRule NO_CODE_FROM_FILES =
      noClasses().should().accessTargetWhere(forbidden());

  /** A kind of a choice is a tag that the engine knows, never a class name. */
  private static final ArchRule NO_CLASS_NAMES =
      noClasses()
          .should()
          .dependOnClassesThat(
              nameMatching("com\\.fasterxml\\.jackson\\.annotation\\.JsonTypeInfo.*"));

  private static DescribedPredicate<JavaAccess<?>> forbidden() {
    return DescribedPredicate.describe(
        "makes objects of what a file says",
        access ->
            access.getTarget() instanceof CodeUnitCallTarget target
                && FORBIDDEN.entrySet().stream()
                    .anyMatch(
                        entry ->
                            target.getOwner().isAssignableTo(entry.getKey())
                                && entry.getValue().matcher(target.getName()).matches()));
  }

  @Test
  void engine_makesNoObjectsOfWhatFilesSay() {
    NO_CODE_FROM_FILES.check(CLASSES);
  }

  @Test
  void engine_takesNoClassNamesFromJson() {
    NO_CLASS_NAMES.check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Deserializer.class,
        SubclassedDeserializer.class,
        Loader.class,
        FlatLoader.class,
        ArrayReader.class,
        Naming.class,
        DefaultTyping.class
      })
  void rule_brokenOnPurpose_isNoticed(Class<?> breaker) {
    JavaClasses broken = new ClassFileImporter().importClasses(breaker);
    assertThat(broken.get(breaker).getCodeUnits()).extracting(JavaCodeUnit::getName).isNotEmpty();

    assertThatThrownBy(() -> NO_CODE_FROM_FILES.check(broken))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(breaker.getSimpleName());
  }

  @Test
  void rule_classNameInJson_isNoticed() {
    assertThatThrownBy(
            () -> NO_CLASS_NAMES.check(new ClassFileImporter().importClasses(Typed.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Typed");
  }

  private static final class Deserializer {
    static Object read(InputStream in) throws Exception {
      return new ObjectInputStream(in).readObject();
    }
  }

  private static final class SubclassedDeserializer extends ObjectInputStream {
    SubclassedDeserializer(InputStream in) throws Exception {
      super(in);
    }
  }

  private static final class Loader {
    static Object read(File file) {
      return SameDiff.load(file, false);
    }
  }

  private static final class FlatLoader {
    static Object read(File file) throws Exception {
      return SameDiff.fromFlatFile(file);
    }
  }

  private static final class ArrayReader {
    static Object read(File file) throws Exception {
      return Nd4j.readBinary(file);
    }
  }

  private static final class Naming {
    static Object make(String name) throws Exception {
      return Class.forName(name);
    }
  }

  private static final class DefaultTyping {
    static JsonMapper mapper() {
      return JsonMapper.builder()
          .activateDefaultTyping(BasicPolymorphicTypeValidator.builder().build())
          .build();
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  private interface Typed {}
}
