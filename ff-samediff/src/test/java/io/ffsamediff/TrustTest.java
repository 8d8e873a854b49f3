package io.ffsamediff;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.TrainingConfig;

/**
 * What {@code docs/security.md} says that the engine never does, beside {@link FilesAreDataTest}.
 */
class TrustTest {

  private static final JavaClasses CLASSES = PackageOrderTest.CLASSES;
  private static final String[] ONNX = {"ai.onnx..", "org.tribuo..", "com.google.protobuf.."};

  @Test
  void shadedLibrariesOfNd4j_areNotUsed() {
    noClass()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j.shade..", "org.yaml.snakeyaml..", "com.ctc.wstx..")
        .check(CLASSES);
  }

  @Test
  void classes_areNotLoadedByName() {
    noClass()
        .dependOnClassesThat(belongToAnyOf(ServiceLoader.class))
        .orShould()
        .dependOnClassesThat(resideInAnyPackage("javax.script..", "javax.naming.."))
        .check(CLASSES);
  }

  /** Jackson takes a class name from JSON only where it is told to. */
  @Test
  void json_namesNoClasses() {
    noClass()
        .dependOnClassesThat(
            resideInAnyPackage("tools.jackson.databind.jsontype..")
                .or(belongToAnyOf(com.fasterxml.jackson.annotation.JsonTypeInfo.class)))
        .check(CLASSES);
  }

  @Test
  void otherFormatsOfNd4j_areNotRead() {
    noClass()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j.imports..", "org.nd4j.serde..", "org.nd4j.ir..")
        .orShould()
        .callMethod(TrainingConfig.class, "fromJson", String.class)
        .check(CLASSES);
  }

  /** Protocol Buffers are written by the export and read by nobody. */
  @Test
  void onnx_isWrittenByExportAndNotRead() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.ffsamediff.export..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ONNX)
        .check(CLASSES);
    noClass().accessTargetWhere(readsMessages()).check(CLASSES);
  }

  @Test
  void onnx_readOnPurpose_isNoticed() {
    JavaClasses broken = new ClassFileImporter().importClasses(MessageReader.class);

    assertThatThrownBy(() -> noClass().accessTargetWhere(readsMessages()).check(broken))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("MessageReader");
  }

  private static DescribedPredicate<JavaAccess<?>> readsMessages() {
    return DescribedPredicate.describe(
        "reads a message",
        access ->
            resideInAnyPackage(ONNX).test(access.getTargetOwner())
                && access.getTarget().getName().matches("parse.*|mergeFrom|mergeDelimitedFrom"));
  }

  @SuppressWarnings("UnusedMethod")
  private static final class MessageReader {
    static Object read(byte[] bytes) throws InvalidProtocolBufferException {
      return ModelProto.parseFrom(bytes);
    }
  }

  @Test
  void network_isTouchedByDataOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.ffsamediff.data..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net.http..", "com.sun.net..", "javax.net..")
                .or(
                    belongToAnyOf(
                        Socket.class,
                        ServerSocket.class,
                        DatagramSocket.class,
                        URLConnection.class)))
        .check(CLASSES);
    noClasses()
        .that()
        // The manifest of the engine's own jar.
        .doNotHaveSimpleName("BuildInfo")
        .should()
        .callMethod(URL.class, "openStream")
        .orShould()
        .callMethod(URL.class, "openConnection")
        .check(CLASSES);
  }

  @Test
  void processes_areStartedByDeviceAndCliOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.ffsamediff.device..", "io.ffsamediff.cli..")
        .should()
        .dependOnClassesThat(belongToAnyOf(ProcessBuilder.class))
        .orShould()
        .callMethod(Runtime.class, "exec", String.class)
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .check(CLASSES);
  }

  @Test
  void rules_brokenOnPurpose_areNoticed() {
    assertThatThrownBy(
            () ->
                noClass()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.net.http..")
                    .check(CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Downloader");
  }

  private static ClassesShould noClass() {
    return noClasses().should();
  }
}
