package io.ganglion.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.arrays.ArraysBackendProvider;
import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Every fault of a provider is rejected by the rule that names it, and only by that rule. */
class FaultyProvidersTest {

  @Test
  void aProviderWithoutFaultPasses() {
    assertThat(failures(Faultless.class)).isEmpty();
  }

  @Test
  void aNameInCapitalsIsRejected() {
    assertThat(failures(Capitals.class)).contains("Capitals.nameIsOfLowerCaseLettersAndDigits");
  }

  @Test
  void anUnnamedLibraryIsRejected() {
    assertThat(failures(Unnamed.class)).containsExactly("Unnamed.libraryIsNamed");
  }

  @Test
  void thePriorityOfTheBuiltInBackendIsRejected() {
    assertThat(failures(LowPriority.class))
        .containsExactly("LowPriority.priorityIsAboveTheBuiltInBackend");
  }

  @Test
  void aProviderWithoutPrecisionIsRejectedBecauseItsKernelsAreNeverTested() {
    assertThat(failures(NoPrecision.class))
        .containsExactly("NoPrecision.atLeastOnePrecisionIsOffered");
  }

  @Test
  void anUnavailabilityThatThrowsIsRejected() {
    assertThat(failures(Throwing.class)).contains("Throwing.unavailabilityNeverThrows");
  }

  @Test
  void aProviderThatPrintsIsRejected() {
    assertThat(failures(Printing.class)).containsExactly("Printing.askingPrintsNothing");
  }

  @Test
  void aBackendOfAnotherPrecisionIsRejected() {
    assertThat(failures(OtherPrecision.class))
        .containsExactly("OtherPrecision.createGivesTheBackendOfItsArgument");
  }

  @Test
  void aProviderThatDiscoveryDoesNotFindIsRejected() {
    assertThat(failures(Unregistered.class)).contains("Unregistered.isFoundByItsName");
  }

  @Test
  void anUnavailableBackendFailsBecauseNothingWasTested() {
    assertThat(failures(Unavailable.class))
        .containsExactly("Unavailable.isAvailableWhereItIsTested");
  }

  @Test
  void anUnavailableBackendIsSkippedIfThatIsAllowed() {
    EngineExecutionResults results = FaultyBackendsTest.run(AllowedUnavailable.class);

    assertThat(FaultyBackendsTest.failures(results)).isEmpty();
    assertThat(results.testEvents().aborted().count()).isEqualTo(4);
  }

  @Test
  void aPrecisionThatIsNotOfferedIsSkippedVisibly() {
    EngineExecutionResults results = FaultyBackendsTest.run(OnArrays.class);

    assertThat(FaultyBackendsTest.failures(results)).isEmpty();
    assertThat(results.testEvents().aborted().count())
        .isPositive()
        .isEqualTo(results.testEvents().succeeded().count() - 10);
  }

  @Test
  void theKernelsLeftToTheirDefaultBodiesAreReported() {
    assertThat(
            FaultyBackendsTest.run(OnArrays.class).allEvents().reportingEntryPublished().stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs()))
        .containsExactly(
            Map.of(
                "default kernels of arrays float64",
                "activate, activationGradient, adaptiveUpdate, addRow, axpy, columnSums, copy,"
                    + " linearGradientAndUpdate, multiply, reshape, scale, softmax,"
                    + " softmaxGradient, updateAndLinear"));
  }

  private static Set<String> failures(Class<?> contract) {
    return FaultyBackendsTest.failures(FaultyBackendsTest.run(contract));
  }

  static class OnArrays extends BackendContract {

    @Override
    protected BackendProvider provider() {
      return new ArraysBackendProvider();
    }
  }

  /** The provider of {@code arrays}, which discovery finds in this module's tests. */
  private static class Arrays implements BackendProvider {

    private final BackendProvider arrays = new ArraysBackendProvider();

    @Override
    public String name() {
      return arrays.name();
    }

    @Override
    public String library() {
      return arrays.library();
    }

    @Override
    public int priority() {
      return arrays.priority();
    }

    @Override
    public Set<Precision> precisions() {
      return arrays.precisions();
    }

    @Override
    public Optional<String> unavailability() {
      return arrays.unavailability();
    }

    @Override
    public Backend<?> create(Precision precision) {
      return arrays.create(precision);
    }
  }

  static class Faultless extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays();
    }
  }

  static class Capitals extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays() {
        @Override
        public String name() {
          return "Arrays";
        }
      };
    }
  }

  static class Unnamed extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays() {
        @Override
        public String library() {
          return " ";
        }
      };
    }
  }

  static class LowPriority extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays() {
        @Override
        public int priority() {
          return 0;
        }
      };
    }
  }

  static class NoPrecision extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays() {
        @Override
        public Set<Precision> precisions() {
          return EnumSet.noneOf(Precision.class);
        }
      };
    }
  }

  static class Throwing extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays() {
        @Override
        public Optional<String> unavailability() {
          throw new UnsatisfiedLinkError("no such library");
        }
      };
    }
  }

  static class Printing extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays() {
        @Override
        public String library() {
          System.out.println("Loaded native library");
          return super.library();
        }
      };
    }
  }

  static class OtherPrecision extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays() {
        @Override
        public Backend<?> create(Precision precision) {
          return new DelegatingBackend(Precision.FLOAT32);
        }
      };
    }
  }

  static class Unregistered extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays() {
        @Override
        public String name() {
          return "unregistered";
        }
      };
    }
  }

  static class Unavailable extends ProviderContract {
    @Override
    protected BackendProvider provider() {
      return new Arrays() {
        @Override
        public Optional<String> unavailability() {
          return Optional.of("the library is missing; install it");
        }
      };
    }
  }

  static class AllowedUnavailable extends Unavailable {
    @Override
    protected boolean mayBeUnavailable() {
      return true;
    }
  }
}
