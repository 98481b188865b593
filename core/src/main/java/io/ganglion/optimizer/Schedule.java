package io.ganglion.optimizer;

import io.ganglion.text.Numbers;
import java.util.List;

/**
 * A learning-rate schedule: {@code η = f η₀}, with η₀ the optimizer's learning rate and f the
 * factor from here.
 *
 * <p>A schedule has no state: the factor is a function of how far training is and how it has gone,
 * so a resumed training has the same rates as an uninterrupted one. Implementations are records,
 * and {@link #factor} allocates nothing.
 */
public interface Schedule {

  /**
   * The name of this schedule and all its settings, as the command takes them, identical on every
   * JVM. Training resumes only if this text is unchanged.
   *
   * @return for example {@code "step 10 0.5"}; numbers are written by {@link Numbers#text}
   */
  String text();

  /**
   * The factor of one step.
   *
   * @param epoch how far training is, in epochs: 0 at the start, 1.5 in the middle of the second
   *     epoch
   * @param epochs the total number of epochs
   * @param losses the mean loss of each finished epoch: on the validation samples if there are any,
   *     otherwise on the training samples
   * @return f, at least 0
   */
  double factor(double epoch, int epochs, List<Double> losses);

  /**
   * Whether the factor depends on the total number of epochs: such a training cannot be made longer
   * when it is resumed.
   *
   * @return false by default
   */
  default boolean dependsOnEpochs() {
    return false;
  }

  /** A constant rate: {@code f = 1}. */
  record Constant() implements Schedule {

    @Override
    public String text() {
      return "constant";
    }

    @Override
    public double factor(double epoch, int epochs, List<Double> losses) {
      return 1;
    }
  }

  /**
   * The rate drops every few epochs: {@code f = γ^⌊e / n⌋}.
   *
   * @param every n, the number of epochs from one drop to the next, at least 1
   * @param gamma γ, above 0
   */
  record Step(int every, double gamma) implements Schedule {

    /**
     * Describes the schedule.
     *
     * @param every n, the number of epochs from one drop to the next, at least 1
     * @param gamma γ, above 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public Step {
      Range.requireCount("the epochs between steps of the learning rate", every);
      Range.requirePositive("the factor of the learning rate", gamma);
    }

    @Override
    public String text() {
      return "step " + every + " " + Numbers.text(gamma);
    }

    @Override
    public double factor(double epoch, int epochs, List<Double> losses) {
      return StrictMath.pow(gamma, Math.floor(epoch / every));
    }
  }

  /**
   * The rate falls by the same factor every epoch: {@code f = γᵉ}, with e the number of finished
   * epochs.
   *
   * @param gamma γ, above 0
   */
  record Exponential(double gamma) implements Schedule {

    /**
     * Describes the schedule.
     *
     * @param gamma γ, above 0
     * @throws IllegalArgumentException if γ is out of range
     */
    public Exponential {
      Range.requirePositive("the factor of the learning rate", gamma);
    }

    @Override
    public String text() {
      return "exponential " + Numbers.text(gamma);
    }

    @Override
    public double factor(double epoch, int epochs, List<Double> losses) {
      return StrictMath.pow(gamma, Math.floor(epoch));
    }
  }

  /**
   * The rate falls along half a cosine to 0 at the end: {@code f = (1 + cos(π e / E)) / 2}, updated
   * in every step.
   *
   * <p>Source: I. Loshchilov, F. Hutter, <em>SGDR: Stochastic Gradient Descent with Warm
   * Restarts</em>, ICLR 2017, equation 5, without restarts.
   */
  record Cosine() implements Schedule {

    @Override
    public String text() {
      return "cosine";
    }

    @Override
    public double factor(double epoch, int epochs, List<Double> losses) {
      return (1 + StrictMath.cos(Math.PI * Math.min(1, epoch / epochs))) / 2;
    }

    @Override
    public boolean dependsOnEpochs() {
      return true;
    }
  }

  /**
   * The rate rises linearly from 0, in addition to another schedule: {@code f = min(1, e / w) f′}.
   * The very first step, at e = 0, therefore changes nothing.
   *
   * <p>Source: after P. Goyal and others, <em>Accurate, Large Minibatch SGD: Training ImageNet in 1
   * Hour</em>, 2017, section 2.2.
   *
   * @param length w, in epochs, above 0
   * @param then f′, the other schedule
   */
  record WarmUp(double length, Schedule then) implements Schedule {

    /**
     * Describes the schedule.
     *
     * @param length w, in epochs, above 0
     * @param then f′, the other schedule
     * @throws IllegalArgumentException if the length is out of range
     */
    public WarmUp {
      Range.requirePositive("the length of the warm-up", length);
    }

    @Override
    public String text() {
      return "warm-up " + Numbers.text(length) + " (" + then.text() + ")";
    }

    @Override
    public double factor(double epoch, int epochs, List<Double> losses) {
      return Math.min(1, epoch / length) * then.factor(epoch, epochs, losses);
    }

    @Override
    public boolean dependsOnEpochs() {
      return then.dependsOnEpochs();
    }
  }

  /**
   * The rate drops whenever the loss has not fallen for some epochs: {@code f = γᵏ}, with k the
   * number of times that n consecutive epochs had no new lowest loss.
   *
   * @param patience n, at least 1
   * @param gamma γ, above 0
   */
  record Plateau(int patience, double gamma) implements Schedule {

    /**
     * Describes the schedule.
     *
     * @param patience n, at least 1
     * @param gamma γ, above 0
     * @throws IllegalArgumentException if a number is out of range
     */
    public Plateau {
      Range.requireCount("the epochs of patience", patience);
      Range.requirePositive("the factor of the learning rate", gamma);
    }

    @Override
    public String text() {
      return "plateau " + patience + " " + Numbers.text(gamma);
    }

    @Override
    public double factor(double epoch, int epochs, List<Double> losses) {
      double lowest = Double.POSITIVE_INFINITY;
      int waited = 0;
      int drops = 0;
      for (int i = 0; i < losses.size(); i++) {
        if (losses.get(i) < lowest) {
          lowest = losses.get(i);
          waited = 0;
        } else if (++waited == patience) {
          drops++;
          waited = 0;
        }
      }
      return StrictMath.pow(gamma, drops);
    }
  }
}
