package io.ganglion.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Where a result is that of a likely mistake, the advice is about that mistake. */
class MistakesTest {

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "IgnoredTranspose, Linear.transposesWhatItsFormulaDoes, the result is that of gy w",
    "IgnoredAlpha, Linear.staysWithinItsBoundFarFromOne, the result is that of an α of 1",
    "UpdateThatDescends, Linear.givesTheValuesOfItsFormula, the result is that of −α",
    "IgnoredBeta, Linear.betaMultipliesTheOutput, the result is that of a β of 1",
    "ForgottenWeights, Linear.givesTheValuesOfItsFormula, the result is that of a β of 0",
    "BetaOfZeroThatMultiplies, Linear.overwritesNaNInItsOutput, neither multiplied by 0 nor added",
    "BetaOfZeroThatMultiplies, Linear.betaOfZeroOverwritesNaN, neither multiplied by 0 nor added",
    "BetaOfZeroThatMultiplies, Linear.passesOnNaNAndInfinity, neither multiplied by 0 nor added",
    "ProductAddedToItsOutput, Linear.givesTheValuesOfItsFormula, here it is added to it",
    "ColumnSumsThatAccumulate, Rows.givesTheValuesOfItsFormula, here it is added to it",
    "LostOddRow, Linear.givesTheValuesOfItsFormula, the output keeps what was in it there",
    "UpdateWithoutTheLastSample, Linear.givesTheValuesOfItsFormula, the last row of the batch",
    "GradientOfUpdatedWeights, Linear.isExactOnSmallIntegers, gx is that of the updated weights",
    "OutputOfTheWeightsBefore, Linear.isExactOnSmallIntegers, y is that of the weights before",
    "ActivationGradientOfTheArgument, Activations.gradientKeepsArgumentAndValueApart, the result is that of x in its place",
    "ActivationGradientOfTheValue, Activations.gradientKeepsArgumentAndValueApart, the result is that of y in its place",
  })
  void theAdviceIsThatOfTheMistake(String fault, String rule, String advice)
      throws ClassNotFoundException {
    // Once: it is that of all cases of the rule, so no case has the advice of the rule.
    assertThat(failureOf(fault, rule)).contains(advice).containsOnlyOnce("If this fails, check ");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "ActivationInFloats, Activations.givesTheValuesOfItsFormula, check the kernel's formula",
    "UpdateThatReadsWithZero, Linear.alphaOfZeroDoesNotReadTheInputs, check that an α of 0 only",
    "ZeroThatSkipsTheRest, Linear.skippedZerosChangeNothing, check that skipping a zero",
    "ColumnSumsThatReadWithZero, Rows.alphaOfZeroDoesNotReadTheInput, check that an α of 0 only",
    "SwappedTransposes, Linear.transposesWhatItsFormulaDoes, check that linear transposes nothing",
  })
  void otherwiseItIsThatOfTheRule(String fault, String rule, String advice)
      throws ClassNotFoundException {
    assertThat(failureOf(fault, rule)).contains(advice).containsOnlyOnce("If this fails, check ");
  }

  /** Returns the message of a rule that a fault breaks. */
  private static String failureOf(String fault, String rule) throws ClassNotFoundException {
    String area = rule.substring(0, rule.indexOf('.'));
    Class<?> faulty =
        Class.forName(MistakesTest.class.getPackageName() + ".Faulty" + area + "$" + fault);
    Class<?> contract = Class.forName(PrecisionContract.class.getName() + "$" + area);
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectNestedMethod(List.of(faulty), contract, rule.substring(area.length() + 1)))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow().getMessage())
        .collect(Collectors.joining());
  }
}
