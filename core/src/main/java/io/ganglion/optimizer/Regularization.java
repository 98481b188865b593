package io.ganglion.optimizer;

import io.ganglion.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps weights and steps small, in addition to the optimizer. A setting of 0, or infinity for the
 * two limits, switches its part off. Each step applies, in this order:
 *
 * <ol>
 *   <li>L2: {@code g ← g + λ₂ w}, the gradient of {@code λ₂ ‖w‖² / 2} added to the loss;
 *   <li>clipping: {@code g ← g · min(1, c / ‖g‖)}, with the norm over all parameters together;
 *   <li>weight decay: {@code w ← (1 − ηλ) w}, independent of the gradient, so that an adaptive
 *       optimizer does not rescale it; with Adam, this is AdamW. Loshchilov and Hutter's λ is ηλ
 *       here, η being the learning rate times the schedule's factor;
 *   <li>the optimizer's update;
 *   <li>max-norm: {@code wⱼ ← wⱼ · min(1, r / ‖wⱼ‖)} for each column j of w, the weights into one
 *       unit.
 * </ol>
 *
 * <p>All but clipping apply only to parameters with the role
 * {@link io.ganglion.layer.Parameter.Role#WEIGHT}, and none applies to state.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, sections 7.1.1 and 10.11.1; I.
 * Loshchilov, F. Hutter, <em>Decoupled Weight Decay Regularization</em>, ICLR 2019; R. Pascanu, T.
 * Mikolov, Y. Bengio, <em>On the Difficulty of Training Recurrent Neural Networks</em>, ICML 2013,
 * algorithm 1; N. Srivastava and others, <em>Dropout</em>, JMLR 15 (2014), section 5.1.
 *
 * @param l2 λ₂, at least 0
 * @param weightDecay λ, at least 0
 * @param maxNorm r, above 0
 * @param clipNorm c, above 0
 */
public record Regularization(double l2, double weightDecay, double maxNorm, double clipNorm) {

  /** No regularisation. */
  public static final Regularization NONE =
      new Regularization(0, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /**
   * Describes a regularisation.
   *
   * @param l2 λ₂, at least 0
   * @param weightDecay λ, at least 0
   * @param maxNorm r, above 0
   * @param clipNorm c, above 0
   * @throws IllegalArgumentException if a number is out of range
   */
  public Regularization {
    Range.requireNotNegative("L2", l2);
    Range.requireNotNegative("the weight decay", weightDecay);
    requireLimit("the max-norm", maxNorm);
    requireLimit("the norm at which gradients are clipped", clipNorm);
  }

  /**
   * Describes only weight decay: with {@link Adam}, this is AdamW.
   *
   * @param weightDecay λ, at least 0
   * @return the regularisation
   * @throws IllegalArgumentException if the number is out of range
   */
  public static Regularization ofWeightDecay(double weightDecay) {
    return new Regularization(0, weightDecay, NONE.maxNorm, NONE.clipNorm);
  }

  private static void requireLimit(String what, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(what + " must be above 0, got " + value);
    }
  }

  /**
   * The settings that are switched on, as the command names them, identical on every JVM. Training
   * resumes only if this text is unchanged.
   *
   * @return for example {@code "l2 0.001, max-norm 2"}; {@code "none"} if all are off
   */
  public String text() {
    List<String> parts = new ArrayList<>();
    add("l2", l2, 0, parts);
    add("weight-decay", weightDecay, 0, parts);
    add("max-norm", maxNorm, Double.POSITIVE_INFINITY, parts);
    add("clip", clipNorm, Double.POSITIVE_INFINITY, parts);
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private static void add(String name, double value, double without, List<String> parts) {
    if (value != without) {
      parts.add(name + " " + Numbers.text(value));
    }
  }
}
