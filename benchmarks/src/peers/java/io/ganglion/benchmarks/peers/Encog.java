package io.ganglion.benchmarks.peers;

import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.train.Samples;
import org.encog.engine.network.activation.ActivationLinear;
import org.encog.engine.network.activation.ActivationSoftMax;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.back.Backpropagation;

/**
 * Encog: {@code Backpropagation} with a batch size of 1, with inputs and targets converted
 * beforehand.
 */
final class Encog implements Peer {

  private final Sizes sizes;
  private final BasicNetwork network;
  private final Backpropagation training;

  Encog(Sizes sizes, double[][] weights, double learningRate, Samples samples) {
    this.sizes = sizes;
    network = new BasicNetwork();
    network.addLayer(new BasicLayer(null, false, sizes.inputs()));
    network.addLayer(new BasicLayer(new ActivationLinear(), false, sizes.hidden()));
    network.addLayer(new BasicLayer(new ActivationSoftMax(), false, sizes.outputs()));
    network.getStructure().finalizeStructure();
    for (int i = 0; i < sizes.inputs(); i++) {
      for (int j = 0; j < sizes.hidden(); j++) {
        network.setWeight(0, i, j, weights[0][i * sizes.hidden() + j]);
      }
    }
    for (int i = 0; i < sizes.hidden(); i++) {
      for (int j = 0; j < sizes.outputs(); j++) {
        network.setWeight(1, i, j, weights[1][i * sizes.outputs() + j]);
      }
    }
    double[][] inputs = new double[samples.size()][sizes.inputs()];
    double[][] targets = new double[samples.size()][sizes.outputs()];
    for (int i = 0; i < inputs.length; i++) {
      samples.readInput(i, inputs[i], 0);
      samples.readTarget(i, targets[i], 0);
    }
    training = new Backpropagation(network, new BasicMLDataSet(inputs, targets), learningRate, 0);
    training.setBatchSize(1);
    training.setThreadCount(1);
  }

  @Override
  public double epoch() {
    training.iteration();
    return training.getError();
  }

  @Override
  public double[] firstWeights() {
    double[] weights = new double[sizes.inputs() * sizes.hidden()];
    for (int i = 0; i < sizes.inputs(); i++) {
      for (int j = 0; j < sizes.hidden(); j++) {
        weights[i * sizes.hidden() + j] = network.getWeight(0, i, j);
      }
    }
    return weights;
  }

  @Override
  public void close() {
    training.finishTraining();
    org.encog.Encog.getInstance().shutdown();
  }
}
