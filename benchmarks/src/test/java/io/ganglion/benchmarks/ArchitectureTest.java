package io.ganglion.benchmarks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The arrows of {@code docs/architecture.md}, tested here because no other module sees all that
 * they join. Those of {@code cli} are checked there: its modules by Maven's enforcer, its packages by
 * a test of this name. That no module knows {@code cli} or {@code benchmarks} needs no test: they
 * know the others, and Maven refuses a cycle.
 */
class ArchitectureTest {

  /** The packages of core; each may know only those before it. */
  private static final List<String> CORE =
      List.of(
          "io.ganglion.spi",
          "io.ganglion.sparse",
          "io.ganglion.random",
          "io.ganglion.text",
          "io.ganglion.tensor",
          "io.ganglion.backend",
          "io.ganglion.layer",
          "io.ganglion.loss",
          "io.ganglion.optimizer",
          "io.ganglion.vocabulary",
          "io.ganglion.network",
          "io.ganglion.metric",
          "io.ganglion.train");

  private static JavaClasses ganglion;

  @BeforeAll
  static void read() {
    ganglion =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.ganglion");
  }

  @Test
  void coreKnowsTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage(CORE.toArray(String[]::new))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("java..").toArray(String[]::new))
        .check(ganglion);
  }

  @ParameterizedTest
  @MethodSource
  void aPackageOfCoreKnowsOnlyThoseBeforeIt(String name, List<String> later) {
    noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later.toArray(String[]::new))
        .check(ganglion);
  }

  static Stream<Arguments> aPackageOfCoreKnowsOnlyThoseBeforeIt() {
    return IntStream.range(0, CORE.size() - 1)
        .mapToObj(i -> Arguments.of(CORE.get(i), CORE.subList(i + 1, CORE.size())));
  }

  @Test
  void theJavaBackendKnowsTheSpiAndListsOfNonZerosAlone() {
    onlyKnows(
        "io.ganglion.backend",
        List.of("io.ganglion.backend", "io.ganglion.spi", "io.ganglion.sparse"));
  }

  @Test
  void lossesKnowHowNumbersAreWrittenAlone() {
    onlyKnows("io.ganglion.loss", List.of("io.ganglion.loss", "io.ganglion.text"));
  }

  @ParameterizedTest
  @MethodSource
  void aModuleKnowsOnlyWhatItMay(String module, List<String> known) {
    onlyKnows(module, known);
  }

  static Stream<Arguments> aModuleKnowsOnlyWhatItMay() {
    return Stream.of(
        Arguments.of("io.ganglion.testkit..", with("io.ganglion.testkit..")),
        Arguments.of("io.ganglion.backend.nd4j..", with("io.ganglion.backend.nd4j..")),
        Arguments.of("io.ganglion.backend.ejml..", with("io.ganglion.backend.ejml..")),
        Arguments.of("io.ganglion.backend.commons..", with("io.ganglion.backend.commons..")),
        Arguments.of("io.ganglion.backend.vector..", with("io.ganglion.backend.vector..")),
        Arguments.of("io.ganglion.formats..", with("io.ganglion.formats..")),
        Arguments.of(
            "io.ganglion.datasets..", with("io.ganglion.formats..", "io.ganglion.datasets..")));
  }

  @Test
  void noPackagesKnowEachOther() {
    slices().matching("io.ganglion.(**)").should().beFreeOfCycles().check(ganglion);
  }

  private static void onlyKnows(String packages, List<String> known) {
    classes()
        .that()
        .resideInAPackage(packages)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.ganglion..")
                .or(resideInAnyPackage(known.toArray(String[]::new))))
        .check(ganglion);
  }

  private static List<String> with(String... packages) {
    return Stream.concat(CORE.stream(), Stream.of(packages)).toList();
  }
}
