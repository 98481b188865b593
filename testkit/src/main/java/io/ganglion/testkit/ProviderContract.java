package io.ganglion.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.Backends;
import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The rules of {@link BackendProvider}. */
public abstract class ProviderContract {

  /** For subclasses. */
  protected ProviderContract() {}

  /**
   * Makes the provider under test.
   *
   * @return a new provider
   */
  protected abstract BackendProvider provider();

  /**
   * Whether the backend may be unavailable where this test runs; if so, its rules are skipped
   * instead of failing. For a backend that needs something that not every build machine has.
   *
   * @return false, unless overridden
   */
  protected boolean mayBeUnavailable() {
    return false;
  }

  @Test
  @DisplayName("the name consists of lower-case letters and digits")
  void nameIsOfLowerCaseLettersAndDigits() {
    String name = provider().name();
    assertTrue(
        name.matches("[a-z][a-z0-9]*"),
        () ->
            "the name is '"
                + name
                + "'. If this fails, choose a name that users can type after --backend: lower-case"
                + " letters and digits, starting with a letter.");
    assertEquals(name, provider().name(), "If this fails, check that the name is a constant.");
  }

  @Test
  @DisplayName("the library is named")
  void libraryIsNamed() {
    assertFalse(
        provider().library().isBlank(),
        "If this fails, return the library's name and version, as in \"EJML 0.44.0\".");
  }

  @Test
  @DisplayName("the priority is above that of the built-in backend")
  void priorityIsAboveTheBuiltInBackend() {
    int priority = provider().priority();
    boolean builtIn = provider().name().equals("java");
    assertTrue(
        builtIn ? priority == 0 : priority > 0,
        () ->
            "the priority is "
                + priority
                + ". If this fails, check that it is above 0, the built-in backend's priority.");
  }

  @Test
  @DisplayName("at least one precision is offered")
  void atLeastOnePrecisionIsOffered() {
    assertFalse(
        provider().precisions().isEmpty(),
        "If this fails, return the precisions that create accepts, even if the backend is"
            + " unavailable: without a precision, none of its kernels is tested.");
  }

  @Test
  @DisplayName("unavailability never throws, and gives the same answer each time")
  void unavailabilityNeverThrows() {
    try {
      BackendProvider provider = provider();
      Optional<String> first = provider.unavailability();
      assertNotNull(first, "If this fails, return Optional.empty() if the backend is available.");
      assertEquals(first, provider.unavailability());
      first.ifPresent(
          reason ->
              assertFalse(
                  reason.isBlank() || reason.contains("\n"),
                  "If this fails, say in one line why the backend cannot be used, and what the"
                      + " user can do."));
    } catch (RuntimeException | LinkageError e) {
      throw new AssertionError(
          "unavailability threw "
              + e
              + ". If this fails, catch everything, including the Error of a missing class or"
              + " native library, and return it as the reason.",
          e);
    }
  }

  @Test
  @DisplayName("the backend is available where it is tested")
  void isAvailableWhereItIsTested() {
    Optional<String> reason = provider().unavailability();
    assumeTrue(reason.isEmpty() || !mayBeUnavailable(), () -> reason.orElse(""));
    assertTrue(
        reason.isEmpty(),
        () ->
            "unavailable: "
                + reason.orElseThrow()
                + ". If this fails, none of its kernels was tested; do what the reason says, or"
                + " override mayBeUnavailable() to skip the rules instead.");
  }

  @Test
  @ResourceLock(Resources.SYSTEM_OUT)
  @ResourceLock(Resources.SYSTEM_ERR)
  @DisplayName("asking a provider prints nothing")
  void askingPrintsNothing() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      System.setErr(capture);
      BackendProvider provider = provider();
      provider.name();
      provider.library();
      provider.priority();
      provider.precisions();
      provider.unavailability();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals(
        "",
        printed.toString(StandardCharsets.UTF_8),
        "If this fails, move the code that prints into create: providers are asked even if"
            + " another one is chosen.");
  }

  @Test
  @DisplayName("create gives a new backend of this name in each precision offered")
  void createGivesTheBackendOfItsArgument() {
    assumeTrue(provider().unavailability().isEmpty(), () -> provider().unavailability().orElse(""));
    for (Precision precision : provider().precisions()) {
      BackendProvider provider = provider();
      Backend<?> backend = provider.create(precision);
      assertEquals(
          precision, backend.precision(), "If this fails, check that create uses its argument.");
      assertEquals(
          provider.name(), backend.name(), "If this fails, give the backend its provider's name.");
      assertTrue(
          backend != provider.create(precision),
          "If this fails, check that create makes a new backend each time.");
    }
  }

  /**
   * Reports which kernels have their default bodies. That is allowed, so this rule fails only if
   * the backend cannot be created.
   *
   * @param reporter takes an entry for each precision, as in {@code default kernels of ejml float64
   *     = reshape}
   */
  @Test
  @DisplayName("reports the kernels that are left to their default bodies")
  void reportsItsDefaultKernels(TestReporter reporter) {
    BackendProvider provider = provider();
    assumeTrue(provider.unavailability().isEmpty(), () -> provider.unavailability().orElse(""));
    for (Precision precision : provider.precisions()) {
      List<String> kernels = Backends.defaultKernels(provider.create(precision));
      reporter.publishEntry(
          "default kernels of " + provider.name() + " " + precision,
          kernels.isEmpty() ? "none" : String.join(", ", kernels));
    }
  }

  @Test
  @DisplayName("discovery finds the backend by its name")
  void isFoundByItsName() {
    BackendProvider provider = provider();
    assertTrue(
        Backends.list().stream().anyMatch(info -> info.name().equals(provider.name())),
        () ->
            "discovery found "
                + Backends.list()
                + " but not '"
                + provider.name()
                + "'. If this fails, name "
                + provider.getClass().getName()
                + " in META-INF/services/"
                + BackendProvider.class.getName()
                + ", and in the module declaration, if there is one.");
    assumeTrue(provider.unavailability().isEmpty(), () -> provider.unavailability().orElse(""));
    for (Precision precision : provider.precisions()) {
      assertEquals(precision, Backends.create(provider.name(), precision).precision());
    }
  }
}
