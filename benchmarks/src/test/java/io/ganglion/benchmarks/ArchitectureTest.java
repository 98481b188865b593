package io.ganglion.benchmarks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
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
 * Checks the arrows of {@code docs/architecture.md}, in this module because no other one sees
 * everything that they join. The arrows of {@code cli} are checked there: its modules by Maven's
 * enforcer, its packages by a test with the same name as this. No test is needed to keep the other
 * modules from depending on {@code cli} or {@code benchmarks}: those depend on the others, and
 * Maven refuses cycles.
 */
class ArchitectureTest {

  /** The packages of core; each may depend only on those before it. */
  private static final List<String> CORE =
      List.of(
          "io.ganglion.spi",
          "io.ganglion.sparse",
          "io.ganglion.discovery",
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
  void coreDependsOnlyOnTheJdk() {
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
  void aPackageOfCoreDependsOnlyOnThoseBeforeIt(String name, List<String> later) {
    noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later.toArray(String[]::new))
        .check(ganglion);
  }

  static Stream<Arguments> aPackageOfCoreDependsOnlyOnThoseBeforeIt() {
    return IntStream.range(0, CORE.size() - 1)
        .mapToObj(i -> Arguments.of(CORE.get(i), CORE.subList(i + 1, CORE.size())));
  }

  @Test
  void theJavaBackendDependsOnlyOnTheSpiDiscoveryAndListsOfNonZeros() {
    dependsOnlyOn(
        "io.ganglion.backend",
        List.of(
            "io.ganglion.backend",
            "io.ganglion.discovery",
            "io.ganglion.spi",
            "io.ganglion.sparse"));
  }

  @Test
  void lossesDependOnlyOnTexts() {
    dependsOnlyOn("io.ganglion.loss", List.of("io.ganglion.loss", "io.ganglion.text"));
  }

  @ParameterizedTest
  @MethodSource
  void aModuleDependsOnlyOnWhatItMay(String module, List<String> allowed) {
    dependsOnlyOn(module, allowed);
  }

  static Stream<Arguments> aModuleDependsOnlyOnWhatItMay() {
    return Stream.of(
        Arguments.of("io.ganglion.testkit..", with("io.ganglion.testkit..")),
        Arguments.of("io.ganglion.backend.nd4j..", with("io.ganglion.backend.nd4j..")),
        Arguments.of("io.ganglion.backend.ejml..", with("io.ganglion.backend.ejml..")),
        Arguments.of("io.ganglion.backend.commons..", with("io.ganglion.backend.commons..")),
        Arguments.of("io.ganglion.backend.vector..", with("io.ganglion.backend.vector..")),
        Arguments.of("io.ganglion.formats..", with("io.ganglion.formats..")),
        Arguments.of(
            "io.ganglion.picture..", with("io.ganglion.formats..", "io.ganglion.picture..")),
        Arguments.of(
            "io.ganglion.model..",
            with("io.ganglion.formats..", "io.ganglion.picture..", "io.ganglion.model..")),
        Arguments.of(
            "io.ganglion.datasets..",
            with(
                "io.ganglion.formats..",
                "io.ganglion.picture..",
                "io.ganglion.model..",
                "io.ganglion.datasets..")));
  }

  /**
   * Where a processor has no instruction for a fused multiply-add, it is computed with big decimals:
   * 10,000 times as slow as a multiplication and an addition. Only the kernels that are never used
   * on such a processor may call it.
   */
  @Test
  void onlyTheKernelsForProcessorsWithItCallAFusedMultiplyAdd() {
    DescribedPredicate<JavaMethodCall> fusedMultiplyAdd =
        DescribedPredicate.describe(
            "a fused multiply-add", call -> call.getTarget().getName().equals("fma"));
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("VectorFloat")
        .should()
        .callMethodWhere(fusedMultiplyAdd)
        .check(ganglion);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.ganglion.(**)").should().beFreeOfCycles().check(ganglion);
  }

  private static void dependsOnlyOn(String packages, List<String> allowed) {
    classes()
        .that()
        .resideInAPackage(packages)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("io.ganglion..")
                .or(resideInAnyPackage(allowed.toArray(String[]::new))))
        .check(ganglion);
  }

  private static List<String> with(String... packages) {
    return Stream.concat(CORE.stream(), Stream.of(packages)).toList();
  }
}
