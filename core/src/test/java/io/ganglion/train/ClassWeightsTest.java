package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.loss.BinaryCrossEntropy;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Huber;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {

  /** Three of class 0, one of class 1, none of class 2. */
  private static final Samples FOUR = samples(3, 0, 0, 1, 0);

  private static Samples samples(int classes, int... labels) {
    double[][] x = new double[labels.length][2];
    double[][] t = new double[labels.length][classes];
    SplitMix64 random = new SplitMix64(7);
    for (int i = 0; i < labels.length; i++) {
      x[i][0] = labels[i] + random.nextDouble();
      x[i][1] = random.nextDouble();
      t[i][labels[i]] = 1;
    }
    return Samples.of(x, t);
  }

  private static Network network(String layers) {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Architecture.parse("input 2, " + layers));
  }

  private static double weight(WeightedLoss loss, int label, int classes) {
    double[] t = new double[classes];
    t[label] = 1;
    return loss.weight(t, 0, classes);
  }

  @Test
  void balancedClassesCountTheSameInTotal() {
    WeightedLoss loss = ClassWeights.BALANCED.applyTo(new CrossEntropy(), FOUR);

    assertThat(weight(loss, 0, 3)).isEqualTo(4 / (2 * 3.0), within(1e-15));
    assertThat(weight(loss, 1, 3)).isEqualTo(4 / (2 * 1.0), within(1e-15));
    assertThat(weight(loss, 2, 3)).isEqualTo(1);
  }

  @Property(tries = 100)
  void theMeanWeightOverTheSamplesIsOne(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 3) Integer> labels,
      @ForAll @Size(4) List<@DoubleRange(min = 0.01, max = 1e3) Double> weights,
      @ForAll boolean balanced) {
    int[] classes = labels.stream().mapToInt(Integer::intValue).toArray();
    ClassWeights chosen =
        balanced
            ? ClassWeights.BALANCED
            : ClassWeights.of(weights.stream().mapToDouble(Double::doubleValue).toArray());
    WeightedLoss loss = chosen.applyTo(new CrossEntropy(), samples(4, classes));

    assertThat(labels.stream().mapToDouble(j -> weight(loss, j, 4)).average().orElseThrow())
        .isEqualTo(1, within(1e-12));
  }

  /** A sample of weight 3 beside one of weight 1 is learnt as if it were there three times. */
  @Test
  void aWeightIsLikeRepeatingTheSample() {
    record Case(Loss loss, String end) {}
    for (Case each :
        List.of(
            new Case(new CrossEntropy(), "softmax"),
            new Case(new SoftmaxCrossEntropy(0.1), "softmax"),
            new Case(new BinaryCrossEntropy(), "sigmoid"),
            new Case(new MeanSquaredError(), "identity"),
            new Case(new Huber(0.5), "identity"))) {
      Samples two = samples(2, 0, 1);
      Network weighted = network("linear 3, tanh, linear 2, " + each.end());
      Network repeated = network("linear 3, tanh, linear 2, " + each.end());
      TrainingResult expected =
          Trainer.of(repeated, new Sgd(0.1))
              .loss(each.loss())
              .batchSize(4)
              .build()
              .train(new Subset(two, new int[] {0, 1, 1, 1}), 3);

      TrainingResult found =
          Trainer.of(weighted, new Sgd(0.1))
              .loss(each.loss())
              .classWeights(ClassWeights.of(1, 3))
              .batchSize(2)
              .build()
              .train(two, 3);

      for (int i = 0; i < weighted.parameters().size(); i++) {
        assertThat(weighted.parameters().get(i).values())
            .as(each.loss().text())
            .containsExactly(repeated.parameters().get(i).values(), within(1e-14));
      }
      assertThat(found.epochs().get(2).meanLoss())
          .isEqualTo(expected.epochs().get(2).meanLoss(), within(1e-14));
    }
  }

  @Test
  void theLossOfValidationIsWeightedToo() {
    Samples held = samples(2, 0, 1);
    Network network = network("linear 2, softmax");
    TrainingResult result =
        Trainer.of(network, new Sgd(0.1))
            .classWeights(ClassWeights.of(1, 3))
            .validation(held)
            .build()
            .train(held, 1);

    assertThat(result.epochs().get(0).validation().orElseThrow().meanLoss())
        .isEqualTo(
            Evaluation.of(network, held, ClassWeights.of(1, 3).applyTo(new CrossEntropy(), held))
                .meanLoss()
                .orElseThrow())
        .isNotEqualTo(Evaluation.of(network, held, new CrossEntropy()).meanLoss().orElseThrow());
  }

  @Property(tries = 20)
  void anyNumberOfThreadsGivesTheSameBits(@ForAll @IntRange(min = 2, max = 4) int threads) {
    RandomSamples samples = new RandomSamples(300, 2, 3);
    Network one = network("linear 8, relu, linear 3, softmax");
    Network many = network("linear 8, relu, linear 3, softmax");
    for (Network network : List.of(one, many)) {
      Trainer.of(network, new Adam(0.01))
          .classWeights(ClassWeights.BALANCED)
          .batchSize(200)
          .threads(network == one ? 1 : threads)
          .build()
          .train(samples, 2);
    }

    for (int i = 0; i < one.parameters().size(); i++) {
      assertThat(many.parameters().get(i).values()).isEqualTo(one.parameters().get(i).values());
    }
  }

  /** 2000 samples of class 0 and 10 of class 1, which overlap. */
  @Test
  void aRareClassIsFound() {
    int[] labels = new int[2010];
    for (int i = 0; i < 10; i++) {
      labels[i * 200] = 1;
    }
    double unweighted = recall(labels, false);
    double balanced = recall(labels, true);

    assertThat(unweighted).isLessThan(0.5);
    assertThat(balanced).isGreaterThan(0.8);
  }

  private static double recall(int[] labels, boolean balanced) {
    double[][] x = new double[labels.length][2];
    double[][] t = new double[labels.length][2];
    SplitMix64 random = new SplitMix64(7);
    for (int i = 0; i < labels.length; i++) {
      x[i][0] = labels[i] + 1.4 * random.nextDouble();
      x[i][1] = random.nextDouble();
      t[i][labels[i]] = 1;
    }
    Samples samples = Samples.of(x, t);
    Network network = network("linear 2, softmax");
    Trainer.Builder trainer =
        Trainer.of(network, new Adam(0.01)).batchSize(32).shuffle(Shuffle.EPOCH);
    if (balanced) {
      trainer.classWeights(ClassWeights.BALANCED);
    }
    trainer.build().train(samples, 30);
    return Evaluation.of(network, samples).classification().orElseThrow().scores().get(1).recall();
  }

  @Test
  void targetsMustNameClasses() {
    Samples quantities = Samples.of(new double[][] {{1, 2}, {3, 4}}, new double[][] {{1}, {0.3}});
    Trainer trainer =
        Trainer.of(network("linear 1"), new Sgd(0.1))
            .loss(new MeanSquaredError())
            .classWeights(ClassWeights.BALANCED)
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(quantities, 1))
        .withMessage(
            "class weights need targets that name a class, but the target of sample 1 does not:"
                + " leave the weights out");
  }

  @Test
  void thereMustBeOneWeightForEachClass() {
    Trainer trainer =
        Trainer.of(network("linear 3, softmax"), new Sgd(0.1))
            .classWeights(ClassWeights.of(1, 2))
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.train(FOUR, 1))
        .withMessage("there are 2 class weights, expected 3, one for each class");
    assertThatIllegalArgumentException().isThrownBy(ClassWeights::of);
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ClassWeights.of(1, wrong))
          .withMessage("a class weight must be a finite number above 0, got " + wrong);
    }
  }

  @Test
  void theirTextSaysWhatTheyAre() {
    assertThat(ClassWeights.BALANCED.text()).isEqualTo("balanced");
    assertThat(ClassWeights.of(1, 0.5).text()).isEqualTo("1 0.5");
  }
}
