package io.ffsamediff;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The one way through the house: what the architecture says about packages. */
class PackageOrderTest {

  /** A package may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "config", "data", "device", "kernel", "cuda", "graph", "exec", "train", "eval", "run",
          "report", "export", "serve", "bench", "cli");

  /** As docs/library.md has them. */
  private static final Set<String> STABLE =
      Set.of("config", "data", "train", "eval", "run", "export");

  private static final String ROOT = "io.ffsamediff";
  private static final String AUTODIFF = "org.nd4j.autodiff..";
  private static final String[] NATIVE = {"org.nd4j..", "org.bytedeco.."};

  /** The engine's classes; to read them takes seconds. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void packages_allOfThem_areInTheOrder() {
    Set<String> found =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1))
            .collect(Collectors.toSet());

    assertThat(found).contains("config", "cli");
    assertThat(ORDER).containsAll(found);
  }

  @Test
  void eachPackage_usesOnlyThoseBeforeIt() {
    for (int i = 0; i < ORDER.size() - 1; i++) {
      String[] later =
          ORDER.stream().skip(i + 1).map(PackageOrderTest::full).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(full(ORDER.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void autodiff_isUsedByGraphAndExecOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(full("graph"), full("exec"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(AUTODIFF)
        .check(CLASSES);
  }

  @Test
  void config_hasNoNd4j() {
    noClasses()
        .that()
        .resideInAPackage(full("config"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(NATIVE)
        .check(CLASSES);
  }

  @Test
  void whatRunsBeforeNd4j_doesNotTouchIt() {
    noClasses()
        .that(runBeforeNd4j())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(NATIVE)
                .or(resideInAPackage(full("device")).and(DescribedPredicate.not(runBeforeNd4j()))))
        .check(CLASSES);
  }

  @Test
  void console_isTouchedByCliOnly() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage(full("cli"))
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    rule.check(CLASSES);
  }

  /** Who embeds the engine does not have them. */
  @Test
  void librariesOfTheCommandLine_areUsedByCliOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(full("cli"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "org.jline..", "me.tongfei..")
        .check(CLASSES);
  }

  /** What docs/library.md calls stable speaks of nothing that is not. */
  @Test
  void publicSignatures_ofStablePackages_nameStableTypesOnly() throws IOException {
    String page = Files.readString(Golden.ROOT.resolve("docs/library.md"));
    Set<String> others = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (STABLE.contains(packageOf(type)) && type.getModifiers().contains(JavaModifier.PUBLIC)) {
        type.getCodeUnits().stream()
            .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
            .flatMap(unit -> unit.getAllInvolvedRawTypes().stream())
            .filter(used -> used.getPackageName().startsWith(ROOT + "."))
            .filter(used -> !STABLE.contains(packageOf(used)))
            .filter(used -> !page.contains("`" + used.getSimpleName() + "`"))
            .forEach(used -> others.add(used.getName()));
      }
    }
    assertThat(others).isEmpty();
  }

  private static String packageOf(JavaClass type) {
    return type.getPackageName().replace(ROOT + ".", "");
  }

  @Test
  void httpLibrary_isUsedByServeOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(full("serve"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(CLASSES);
  }

  @Test
  void librariesOfCuda_areUsedByCudaOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(full("cuda"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco.cuda..")
        .check(CLASSES);
  }

  /** The kernels' generator runs on any machine, and the device knows nothing of ND4J. */
  @Test
  void cuda_hasNoNd4j() {
    noClasses()
        .that()
        .resideInAnyPackage(full("kernel"), full("cuda"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.nd4j..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void exit_isCalledByMainOnly() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void rules_brokenOnPurpose_areNoticed() {
    assertThatThrownBy(
            () ->
                noClasses()
                    .that()
                    .resideInAPackage(full("cli"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(full("config"))
                    .check(CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ExitCodes");
  }

  /** The launcher and all it may use: classes of {@code device} that ask no native library. */
  private static DescribedPredicate<JavaClass> runBeforeNd4j() {
    Set<String> asksNative =
        Set.of(
            "BlasInfo",
            "BlasThreads",
            "OpenMpThreads",
            "Bf16Probe",
            "GemmRate",
            "HiddenBackends",
            "NativeLibraries",
            "TrialProduct");
    Set<String> launcher =
        Set.of("Launcher", "LaunchPlan", "LaunchRequest", "LaunchedDevice", "NativeCache");
    return DescribedPredicate.describe(
        "run before ND4J",
        type ->
            (type.getPackageName().equals(ROOT + ".device")
                    && !asksNative.contains(type.getSimpleName()))
                || launcher.contains(type.getSimpleName()));
  }

  private static String full(String name) {
    return ROOT + "." + name + "..";
  }
}
