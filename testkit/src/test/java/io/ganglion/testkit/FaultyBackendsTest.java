package io.ganglion.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.TestAbortedException;

/** The contract rejects every fault by the rule that names it. */
class FaultyBackendsTest {

  @ParameterizedTest(name = "{0} is rejected by {1}")
  @CsvSource({
    "IgnoredTranspose, Linear.transposesWhatItsFormulaDoes",
    "SwappedTransposes, Linear.transposesWhatItsFormulaDoes",
    "IgnoredAlpha, Linear.alphaMultipliesTheProduct",
    "IgnoredBeta, Linear.betaMultipliesTheOutput",
    "ForgottenWeights, Linear.betaMultipliesTheOutput",
    "BetaOfZeroThatMultiplies, Linear.betaOfZeroOverwritesNaN",
    "MutatedInput, Linear.leavesItsInputsUntouched",
    "ReshapedOutput, Rows.keepsTheShapeOfItsOutput",
    "GrownOutput, Elementwise.keepsTheShapeOfItsOutput",
    "LostRowOfTheLastBatch, Training.everyRowOfTheLastBatchCounts",
    "LostOddRow, Linear.everyRowOfTheBatchCounts",
    "UpdateWithoutTheLastSample, Linear.everyRowOfTheBatchCounts",
    "ProductAddedToItsOutput, Linear.givesTheValuesOfItsFormula",
    "StaleListOfNonZeros, Linear.seesInputsThatWereModified",
    "SoftmaxWithoutMaximum, Softmax.doesNotOverflowOnLargeInputs",
    "SoftmaxWithAMaximumOfAtLeastZero, Softmax.underflowsToZero",
    "InputOfTheSampleBefore, Training.perSampleTrainingFollowsTheFormulas",
    "InputOfTheBatchBefore, Training.miniBatchTrainingFollowsTheFormulas",
    "WideInputWithoutItsLastBlock, Training.digitReaderFollowsTheFormulas",
    "WriteThatIgnoresItsOffset, Storage.writeBeginsAtItsOffset",
    "ReadThatIgnoresItsOffset, Storage.readBeginsAtItsOffset",
    "ColumnMajorOrder, Storage.rowMajorOrderIsTheOrderOfTheMatrix",
    "KeptArray, Storage.writeDoesNotKeepItsArray",
    "Float32ThatKeepsDoubles, Storage.writeRoundsToThePrecision",
    "Float64ThatKeepsFloats, Storage.writeRoundsToThePrecision",
    "ActivationGradientOfTheArgument, Activations.gradientKeepsArgumentAndValueApart",
    "ActivationGradientOfTheValue, Activations.gradientKeepsArgumentAndValueApart",
    "ActivationInFloats, Activations.givesTheValuesOfItsFormula",
    "ActivationGradientInFloats, Activations.givesTheValuesOfItsFormula",
    "UnknownFunctionTakenForTheIdentity, Activations.appliesFunctionsThatItDoesNotKnow",
    "ColumnSumsThatAccumulate, Rows.betaOfZeroForgetsEarlierSums",
    "UpdateThatDescends, Linear.alphaMultipliesTheProduct",
    "GradientOfUpdatedWeights, Linear.gradientUsesTheWeightsBeforeTheUpdate",
    "OutputOfTheWeightsBefore, Linear.nextOutputUsesTheWeightsAfterTheUpdate",
    "RowsOfTheNextInputOnly, Linear.nextOutputUsesTheWeightsAfterTheUpdate",
    "OutputInAnotherOrder, Linear.updateAndLinearGivesTheBitsOfItsProducts",
    "RectifierThatDropsNaN, Activations.passesOnNaNAndInfinity",
    "ScaleByZeroThatMultiplies, Elementwise.scalingByZeroMakesZeros",
    "MemoryThatIsNotCleared, Storage.createGivesZeros",
    "SharedScratchOfLinear, Threads.threadsWithTheirOwnStoragesDoNotDisturbEachOther",
    "SharedScratchOfRankUpdate, Threads.threadsWithTheirOwnStoragesDoNotDisturbEachOther",
    "SharedScratchOfSoftmax, Threads.threadsWithTheirOwnStoragesDoNotDisturbEachOther",
    "SharedBufferThatGrows, Threads.threadsWithTheirOwnStoragesDoNotDisturbEachOther",
    "SharedListOfNonZeros, Threads.threadsWithTheirOwnStoragesDoNotDisturbEachOther",
    "LastWeightsKept, Threads.threadsWithTheirOwnStoragesDoNotDisturbEachOther",
    "OtherBitsEachTime, Elementwise.givesTheSameBitsAgain",
    "SharedMemory, Storage.storagesAreIndependent",
    "ModifiedBystander, Elementwise.leavesOtherStoragesUntouched",
    "SigmoidOfInfinities, Activations.saturates",
    "ZeroThatSkipsTheRest, Linear.skippedZerosChangeNothing",
    "SoftmaxWithOneMaximum, Softmax.rowsAreIndependent",
    "RectifierGradientAtZero, Activations.rectifierPassesNoGradientWhereItIsZero",
    "AxpyThatReadsWithZero, Elementwise.axpyWithZeroDoesNotReadItsInput",
    "UpdateThatReadsWithZero, Linear.alphaOfZeroDoesNotReadTheInputs",
    "ProductThatSkipsZerosOfTheWeights, Linear.zerosOfTheSecondOperandHideNothing",
    "UpdateThatSkipsZerosOfTheGradient, Linear.zerosOfTheSecondOperandHideNothing",
    "ColumnSumsThatReadWithZero, Rows.alphaOfZeroDoesNotReadTheInput",
    "InputsToldApartByIdentity, Aliasing.oneStorageMayServeAsAllInputs",
    "SmallNumbersTakenForZero, Elementwise.staysWithinItsBoundFarFromOne",
    "CopyThatLosesSigns, Elementwise.copiesEveryValue",
    "WriteThatSkipsZeros, Storage.writingAgainReplacesEveryElement",
    "WriteInWholeBlocks, Storage.readReturnsWhatWasWritten",
    "ReadThatKeepsItsArray, Storage.readGivesACopy",
    "SwappedRowsAndColumns, Storage.keepsTheSizeOfItsCreation",
    "SizeThatChangesInReshape, Storage.keepsTheSizeOfItsCreation",
    "ReshapeInColumnOrder, Elementwise.reshapingKeepsRowMajorOrder",
    "ReshapeThatCopiesRows, Elementwise.reshapingKeepsRowMajorOrder",
    "StaleListAfterReshape, Elementwise.seesInputsThatWereModified",
    "InputPreparedInPlace, Threads.manyThreadsReadTheSameStorages",
    "TableSeenBeforeItIsFilled, Threads.firstCallsOfAKernelMayOverlap",
    "ForgottenEpsilon, Adaptive.restsWhereThereNeverWasAGradient",
    "EpsilonUnderTheRoot, Adaptive.epsilonIsAddedToTheRoot",
    "ForgottenRoot, Adaptive.givesTheValuesOfItsFormula",
    "MeansOfTheStepBefore, Adaptive.usesTheMeansOfThisStep",
    "MeanThatIsNotKept, Adaptive.givesTheValuesOfItsFormula",
    "UpdateThatCorrectsTheBias, Adaptive.usesTheMeansOfThisStep",
    "GradientUsedAsScratch, Adaptive.leavesItsInputsUntouched",
    "ComplementOfARoundedBeta, Adaptive.complementsAreTakenBeforeRounding",
    "SmallSquaresTakenForLarger, Adaptive.adaptsToGradientsOfAnySize",
    "SquareThatDropsNaN, Adaptive.passesOnNaNAndInfinity",
    "WeightsPreparedOnce, Service.loadedWeightsAreNotMixed",
    "WeightsPreparedBySize, Service.replacedNetworksAreNotMixed",
    "WritesCountedAnewInReusedMemory, Service.closedNetworksAnswerOrRefuse",
  })
  void everyFaultIsRejectedByItsRule(String fault, String rule) throws ClassNotFoundException {
    String areaOfRule = rule.substring(0, rule.indexOf('.'));
    Class<?> faulty = Class.forName(holder(areaOfRule) + "$" + fault);
    Class<?> area = Class.forName(PrecisionContract.class.getName() + "$" + areaOfRule);

    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(
                selectNestedClass(List.of(faulty), area),
                selectNestedClass(List.of(faulty), PrecisionContract.Storage.class))
            .execute();

    assertThat(failures(results)).contains(rule);
    if (!area.equals(PrecisionContract.Storage.class)) {
      // A fault in a kernel must not make the rules of storage fail.
      assertThat(failures(results)).noneMatch(failure -> failure.startsWith("Storage."));
    }
    // Each failure says what to check; none is an error of the testkit itself.
    assertThat(results.testEvents().failed().stream().map(FaultyBackendsTest::failure))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("If this fails, check "));
  }

  /** The faults of an area are in one class. */
  private static String holder(String area) {
    return FaultyBackendsTest.class.getPackageName() + ".Faulty" + area;
  }

  @Test
  void everyFaultHasItsRule() throws ReflectiveOperationException {
    Method test =
        FaultyBackendsTest.class.getDeclaredMethod(
            "everyFaultIsRejectedByItsRule", String.class, String.class);
    List<String> tested =
        Arrays.stream(test.getAnnotation(CsvSource.class).value())
            .map(line -> line.substring(0, line.indexOf(',')))
            .toList();
    List<String> faults = new ArrayList<>();
    for (Class<?> area : PrecisionContract.class.getDeclaredClasses()) {
      String holder = holder(area.getSimpleName());
      if (!area.equals(
          PrecisionContract.Optimizers.class)) { // Its faults are those of the kernels.
        Arrays.stream(Class.forName(holder).getDeclaredClasses())
            .filter(PrecisionContract.class::isAssignableFrom)
            .forEach(fault -> faults.add(fault.getSimpleName()));
      }
    }

    assertThat(tested).containsExactlyInAnyOrderElementsOf(faults);
  }

  /** A correct backend: it shows that the others fail because of their faults. */
  static class Faultless extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend();
    }
  }

  /** The same in float32. */
  static class FaultlessInFloat32 extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend(Precision.FLOAT32);
    }
  }

  /** The default bodies of all optional kernels. */
  static class Defaults extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new RequiredKernels(Precision.FLOAT64);
    }
  }

  /** The same in float32. */
  static class DefaultsInFloat32 extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new RequiredKernels(Precision.FLOAT32);
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Faultless.class,
        FaultlessInFloat32.class,
        Defaults.class,
        DefaultsInFloat32.class
      })
  void aBackendWithoutFaultPasses(Class<?> faultless) {
    EngineExecutionResults results = run(faultless);

    assertThat(failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isGreaterThan(90);
  }

  /** A backend that is not there: its rules are skipped. */
  static class Absent extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      throw new TestAbortedException("there is no backend");
    }
  }

  @Test
  void eachKernelIsTestedBeforeWhatNeedsThemAll() {
    assertThat(
            run(Absent.class).containerEvents().started().stream()
                .map(event -> event.getTestDescriptor().getDisplayName()))
        .containsSubsequence("Storage", "Elementwise", "Linear", "Adaptive", "Aliasing")
        .endsWith("Aliasing", "Threads", "Training", "Optimizers", "Service");
  }

  /** An area of a backend whose update has the wrong sign. */
  static class DescendingUpdate extends LinearContract {
    @Override
    protected Backend<?> backend() {
      return new FaultyLinear.UpdateThatDescends().backend();
    }
  }

  @Test
  void aRuleReportsEveryShapeThatFails() {
    assertThat(
            run(DescendingUpdate.class).testEvents().failed().stream()
                .filter(event -> rule(event).equals("DescendingUpdate.alphaMultipliesTheProduct"))
                .map(event -> failure(event).getMessage()))
        .singleElement(STRING)
        .contains("6 cases fail", "[1, 7], [1, 5] → [7, 5]", "[3, 7], [3, 5] → [7, 5]")
        .containsOnlyOnce("If this fails, check ");
  }

  @Test
  void aRuleThatComparedNothingFails() {
    EngineExecutionResults results = run(WithoutCalls.class);

    assertThat(failures(results))
        .contains(
            "WithoutCalls.givesTheValuesOfItsFormula",
            "WithoutCalls.isExactOnSmallIntegers",
            "WithoutCalls.leavesItsInputsUntouched",
            "WithoutCalls.leavesOtherStoragesUntouched",
            "WithoutCalls.keepsTheShapeOfItsOutput",
            "WithoutCalls.overwritesNaNInItsOutput",
            "WithoutCalls.passesOnNaNAndInfinity",
            "WithoutCalls.seesInputsThatWereModified",
            "WithoutCalls.givesTheSameBitsAgain",
            "WithoutCalls.skippedZerosChangeNothing",
            "WithoutCalls.staysWithinItsBoundFarFromOne");
  }

  /** An area that lists no kernels. */
  static class WithoutCalls extends ArithmeticContract {
    @Override
    protected DelegatingBackend backend() {
      return new DelegatingBackend();
    }

    @Override
    Stream<Call> calls(Fill fill) {
      return Stream.empty();
    }

    @Override
    Stream<Call> smallCalls(Fill fill) {
      return Stream.empty();
    }
  }

  static EngineExecutionResults run(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract)).execute();
  }

  /** Returns the rules that failed, each as its area and method: {@code Linear.isExact…}. */
  static Set<String> failures(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .map(FaultyBackendsTest::rule)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String rule(Event event) {
    MethodSource source = (MethodSource) event.getTestDescriptor().getSource().orElseThrow();
    String area =
        event
            .getTestDescriptor()
            .getParent()
            .orElseThrow()
            .getSource()
            .map(s -> ((ClassSource) s).getJavaClass())
            .orElseThrow()
            .getSimpleName();
    return area + "." + source.getMethodName();
  }

  private static Throwable failure(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }
}
