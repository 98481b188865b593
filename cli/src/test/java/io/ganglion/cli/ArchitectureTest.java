package io.ganglion.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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

/** The order of the command's packages; that of the modules is tested in {@code benchmarks}. */
class ArchitectureTest {

  /** The packages; each may depend only on those before it. */
  private static final List<String> PACKAGES =
      List.of(
          "io.ganglion.cli.terminal",
          "io.ganglion.cli.failure",
          "io.ganglion.cli.file",
          "io.ganglion.cli.option",
          "io.ganglion.cli.training",
          "io.ganglion.cli.command",
          "io.ganglion.cli");

  private static JavaClasses command;

  @BeforeAll
  static void read() {
    command =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.ganglion.cli");
  }

  @ParameterizedTest
  @MethodSource
  void aPackageDependsOnlyOnThoseBeforeIt(String name, List<String> later) {
    noClasses()
        .that()
        .resideInAPackage(name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later.toArray(String[]::new))
        .check(command);
  }

  static Stream<Arguments> aPackageDependsOnlyOnThoseBeforeIt() {
    return IntStream.range(0, PACKAGES.size() - 1)
        .mapToObj(i -> Arguments.of(PACKAGES.get(i), PACKAGES.subList(i + 1, PACKAGES.size())));
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    classes().should().resideInAnyPackage(PACKAGES.toArray(String[]::new)).check(command);
  }
}
