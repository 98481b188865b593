package io.ganglion.network;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.LookAhead;
import io.ganglion.layer.Pass;
import io.ganglion.layer.PassContext;
import io.ganglion.layer.UnchangedPass;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.random.RandomGenerator;

/**
 * Forward and backward propagation through a network for batches of one size, in memory that is
 * allocated once.
 *
 * <p>With layers f₁ … fₙ: {@code x₀} is the batch, {@code xᵢ = fᵢ(xᵢ₋₁)}, and {@code gᵢ} is the
 * gradient of the loss with respect to {@code xᵢ}. Neither direction allocates. For use by one
 * thread at a time.
 *
 * <p>Each direction holds the network while it runs, so that no other thread closes it or replaces
 * its parameters meanwhile.
 */
public final class Propagation implements AutoCloseable {

  private final Pass[] passes;

  /** x₀ … xₙ. */
  private final Tensor[] x;

  /**
   * g₀ … gₙ; null where it is not needed: below the first layer with parameters, and in prediction.
   */
  private final Tensor[] g;

  private final int firstToLearn;

  /** The batch after x₀; null as long as nobody asks for it. */
  private Tensor next;

  /** The first layer that {@link #forward} must run: those before have run already. */
  private int begin;

  /** Null if the network is reserved for whoever uses this propagation. */
  private final Guard guard;

  private Propagation(Network network, int batch, boolean training, RandomGenerator random) {
    int n = network.layers().size();
    passes = new Pass[n];
    x = new Tensor[n + 1];
    g = new Tensor[n + 1];
    firstToLearn = firstToLearn(network);
    guard = training && network.guard().isTrainedHere() ? null : network.guard();
    try {
      make(network, batch, training, random);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void make(Network network, int batch, boolean training, RandomGenerator random) {
    x[0] = Tensor.zeros(network.backend(), network.shape(0).batch(batch));
    for (int i = 0; i < passes.length; i++) {
      Shape output = network.shape(i + 1).batch(batch);
      passes[i] =
          network
              .layers()
              .get(i)
              .pass(
                  new PassContext(
                      network.backend(),
                      x[i].shape(),
                      output,
                      network.parameters(i),
                      training,
                      random));
      boolean unchanged = passes[i] == UnchangedPass.INSTANCE;
      if (unchanged && !x[i].shape().equals(output)) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "layer %d (%s) turns %s into %s, so its pass cannot be UnchangedPass; reshape with Tensor.reshape",
                i,
                network.layers().get(i).name(),
                x[i].shape(),
                output));
      }
      x[i + 1] = unchanged ? x[i] : Tensor.zeros(network.backend(), output);
      if (training && i >= firstToLearn) {
        g[i + 1] = unchanged && g[i] != null ? g[i] : Tensor.zeros(network.backend(), output);
      }
    }
  }

  /**
   * Prepares training. If the calling thread has {@linkplain Network#reserve reserved} the network,
   * the propagation may be used by any thread, but only until that reservation ends.
   *
   * @param network the network to train
   * @param batch number of samples in a batch, at least 1
   * @param random the source of the layers' random numbers (dropout)
   * @return a new propagation with gradients
   */
  public static Propagation forTraining(Network network, int batch, RandomGenerator random) {
    return new Propagation(network, batch, true, random);
  }

  /**
   * Prepares prediction.
   *
   * @param network the network to predict with
   * @param batch number of samples in a batch, at least 1
   * @return a new propagation without gradients
   */
  public static Propagation forPrediction(Network network, int batch) {
    return new Propagation(
        network,
        batch,
        false,
        () -> {
          throw new IllegalStateException(
              "a layer drew random numbers in prediction; draw them only in training");
        });
  }

  private static int firstToLearn(Network network) {
    int n = network.layers().size();
    for (int i = 0; i < n; i++) {
      if (!network.parameters(i).isEmpty()) {
        return i;
      }
    }
    return n;
  }

  /**
   * x₀: write the batch here before {@link #forward}.
   *
   * @return [batch, input …]
   */
  public Tensor input() {
    return x[0];
  }

  /**
   * The batch after x₀: write it here before {@link #backwardAndForward}.
   *
   * @return [batch, input …], made when it is first asked for; null if the network's first layer
   *     cannot look ahead
   */
  public Tensor nextInput() {
    if (next == null && canLookAhead()) {
      next = Tensor.zeros(x[0].backend(), x[0].shape());
    }
    return next;
  }

  private boolean canLookAhead() {
    return outputGradient() != null
        && x[firstToLearn] == x[0]
        && passes[firstToLearn] instanceof LookAhead;
  }

  /**
   * xₙ: the network's output for the batch, valid after {@link #forward}.
   *
   * @return [batch, output …]
   */
  public Tensor output() {
    return x[passes.length];
  }

  /**
   * gₙ: write the gradient of the loss with respect to the output here before {@link #backward}.
   *
   * @return [batch, output …]; null in prediction, and where the network has no parameters
   */
  public Tensor outputGradient() {
    return g[passes.length];
  }

  /**
   * {@code xᵢ ← fᵢ(xᵢ₋₁)}, layer by layer. Goes on where {@link #backwardAndForward} has begun.
   *
   * @throws IllegalStateException if the network is closed, or another thread is training it
   */
  public void forward() {
    Lock use = guard == null ? null : guard.enter();
    try {
      for (int i = begin; i < passes.length; i++) {
        if (passes[i] != UnchangedPass.INSTANCE) {
          passes[i].forward(x[i], x[i + 1]);
        }
      }
      begin = 0;
    } finally {
      if (use != null) {
        use.unlock();
      }
    }
  }

  /**
   * {@code gᵢ₋₁ ← gᵢ ∂xᵢ/∂xᵢ₋₁}, from the last layer down to the first that has parameters.
   *
   * @param gradients receives the gradients of the parameters
   * @throws IllegalStateException if the network is closed, or another thread is training it
   */
  public void backward(Gradients gradients) {
    Lock use = guard == null ? null : guard.enter();
    try {
      backward(firstToLearn, gradients);
    } finally {
      if (use != null) {
        use.unlock();
      }
    }
  }

  /**
   * Runs {@link #backward}, and the first layer forward on the {@linkplain #nextInput next input} in
   * the same sweep over its weights. The next input becomes x₀, and the rest is left to {@link
   * #forward}.
   *
   * @param gradients receives the gradients of the parameters, and applies them immediately
   * @throws IllegalStateException if the network is closed, or another thread is training it
   */
  public void backwardAndForward(Gradients gradients) {
    Lock use = guard == null ? null : guard.enter();
    try {
      int i = firstToLearn;
      backward(i + 1, gradients);
      LookAhead first = (LookAhead) passes[i];
      first.backwardAndForward(x[0], g[i + 1], gradients, next, x[i + 1]);
      Tensor last = x[0];
      Arrays.fill(x, 0, i + 1, next);
      next = last;
      begin = i + 1;
    } finally {
      if (use != null) {
        use.unlock();
      }
    }
  }

  private void backward(int last, Gradients gradients) {
    for (int i = passes.length - 1; i >= last; i--) {
      if (passes[i] != UnchangedPass.INSTANCE) {
        passes[i].backward(x[i], x[i + 1], g[i + 1], g[i], gradients);
      }
    }
  }

  /** Frees all memory; the propagation cannot be used afterwards. */
  @Override
  public void close() {
    for (Pass pass : passes) {
      if (pass != null) {
        pass.close();
      }
    }
    close(x);
    close(g);
    close(new Tensor[] {next});
  }

  private static void close(Tensor[] tensors) {
    for (Tensor tensor : tensors) {
      if (tensor != null) {
        tensor.close();
      }
    }
  }
}
