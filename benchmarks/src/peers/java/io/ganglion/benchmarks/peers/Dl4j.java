package io.ganglion.benchmarks.peers;

import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.train.Samples;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Deeplearning4j: {@code MultiLayerNetwork.fit} on each sample, with arrays created beforehand. */
final class Dl4j implements Peer {

  private final MultiLayerNetwork network;
  private final INDArray[] inputs;
  private final INDArray[] targets;

  Dl4j(boolean float64, Sizes sizes, double[][] weights, double learningRate, Samples samples) {
    DataType type = float64 ? DataType.DOUBLE : DataType.FLOAT;
    if (System.getenv("OMP_NUM_THREADS") == null) {
      Nd4j.factory().blas().setMaxThreads(1);
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .updater(new Sgd(learningRate))
            .list()
            .layer(
                new DenseLayer.Builder()
                    .nIn(sizes.inputs())
                    .nOut(sizes.hidden())
                    .hasBias(false)
                    .activation(sizes.rectified() ? Activation.RELU : Activation.IDENTITY)
                    .build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(sizes.hidden())
                    .nOut(sizes.outputs())
                    .hasBias(false)
                    .activation(Activation.SOFTMAX)
                    .build())
            .build();
    network = new MultiLayerNetwork(configuration);
    network.init();
    set("0_W", weights[0], sizes.inputs(), sizes.hidden(), type);
    set("1_W", weights[1], sizes.hidden(), sizes.outputs(), type);
    inputs = new INDArray[samples.size()];
    targets = new INDArray[samples.size()];
    double[] x = new double[sizes.inputs()];
    double[] t = new double[sizes.outputs()];
    for (int i = 0; i < inputs.length; i++) {
      samples.readInput(i, x, 0);
      samples.readTarget(i, t, 0);
      inputs[i] = Nd4j.create(new double[][] {x}).castTo(type);
      targets[i] = Nd4j.create(new double[][] {t}).castTo(type);
    }
  }

  private void set(String name, double[] values, int rows, int columns, DataType type) {
    INDArray array = Nd4j.create(values, new long[] {rows, columns}, 'c').castTo(type);
    network.getParam(name).assign(array);
  }

  @Override
  public double epoch() {
    for (int i = 0; i < inputs.length; i++) {
      network.fit(inputs[i], targets[i]);
    }
    return network.score();
  }

  @Override
  public double[] firstWeights() {
    return network.getParam("0_W").castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }
}
