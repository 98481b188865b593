package io.ganglion.benchmarks.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.train.Samples;

/**
 * DJL over PyTorch, in float32: forward, backward and {@code Trainer.step} on each sample, with
 * arrays created beforehand. All native code comes from jars; nothing is downloaded.
 */
final class Djl implements Peer {

  static {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.default_engine", "PyTorch");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("PYTORCH_FLAVOR", "cpu");
  }

  private final Sizes sizes;
  private final NDManager manager;
  private final Model model;
  private final Trainer trainer;
  private final Loss loss = Loss.softmaxCrossEntropyLoss();
  private final NDList[] inputs;
  private final NDList[] labels;

  Djl(Sizes sizes, double[][] weights, double learningRate, Samples samples) {
    this.sizes = sizes;
    manager = NDManager.newBaseManager();
    model = Model.newInstance("original");
    Linear first = Linear.builder().setUnits(sizes.hidden()).optBias(false).build();
    Linear second = Linear.builder().setUnits(sizes.outputs()).optBias(false).build();
    SequentialBlock block = new SequentialBlock().add(first);
    if (sizes.rectified()) {
      block.add(Activation.reluBlock());
    }
    model.setBlock(block.add(second));
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss)
                .optOptimizer(
                    Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed((float) learningRate))
                        .build()));
    trainer.initialize(new Shape(1, sizes.inputs()));
    set(first, weights[0], sizes.inputs(), sizes.hidden());
    set(second, weights[1], sizes.hidden(), sizes.outputs());
    inputs = new NDList[samples.size()];
    labels = new NDList[samples.size()];
    double[] x = new double[sizes.inputs()];
    double[] t = new double[sizes.outputs()];
    for (int i = 0; i < inputs.length; i++) {
      samples.readInput(i, x, 0);
      samples.readTarget(i, t, 0);
      float[] rounded = new float[x.length];
      for (int k = 0; k < x.length; k++) {
        rounded[k] = (float) x[k];
      }
      long label = 0;
      while (t[(int) label] == 0) {
        label++;
      }
      inputs[i] = new NDList(manager.create(rounded, new Shape(1, x.length)));
      labels[i] = new NDList(manager.create(new long[] {label}, new Shape(1)));
    }
  }

  /** PyTorch stores the weights as [outputs, inputs]. */
  private void set(Linear layer, double[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = (float) values[i * columns + j];
      }
    }
    try (NDArray array = manager.create(transposed, new Shape(columns, rows))) {
      array.copyTo(weights(layer));
    }
  }

  private static NDArray weights(Linear layer) {
    Parameter parameter = layer.getParameters().get("weight");
    return parameter.getArray();
  }

  @Override
  public double epoch() {
    float last = 0;
    for (int i = 0; i < inputs.length; i++) {
      try (GradientCollector collector = trainer.newGradientCollector()) {
        try (NDList prediction = trainer.forward(inputs[i]);
            NDArray value = loss.evaluate(labels[i], prediction)) {
          collector.backward(value);
          if (i == inputs.length - 1) {
            last = value.getFloat();
          }
        }
      }
      trainer.step();
    }
    return last;
  }

  @Override
  public double[] firstWeights() {
    float[] transposed =
        weights((Linear) model.getBlock().getChildren().valueAt(0)).toFloatArray();
    double[] weights = new double[transposed.length];
    for (int i = 0; i < sizes.inputs(); i++) {
      for (int j = 0; j < sizes.hidden(); j++) {
        weights[i * sizes.hidden() + j] = transposed[j * sizes.inputs() + i];
      }
    }
    return weights;
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
    manager.close();
  }
}
