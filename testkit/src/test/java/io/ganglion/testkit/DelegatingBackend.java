package io.ganglion.testkit;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Precision;

/** The built-in backend with all its kernels: a correct backend, to be given a fault. */
class DelegatingBackend extends RequiredKernels {

  DelegatingBackend() {
    this(Precision.FLOAT64);
  }

  DelegatingBackend(Precision precision) {
    super(precision);
  }

  @Override
  public void copy(Cell x, Cell y) {
    delegate.copy(x.storage, y.storage);
  }

  @Override
  public void reshape(Cell x, Cell y) {
    delegate.reshape(x.storage, y.storage);
  }

  @Override
  public void scale(double alpha, Cell x) {
    delegate.scale(alpha, x.storage);
  }

  @Override
  public void axpy(double alpha, Cell x, Cell y) {
    delegate.axpy(alpha, x.storage, y.storage);
  }

  @Override
  public void multiply(Cell a, Cell b, Cell c) {
    delegate.multiply(a.storage, b.storage, c.storage);
  }

  @Override
  public void activate(Activation f, Cell x, Cell y) {
    delegate.activate(f, x.storage, y.storage);
  }

  @Override
  public void activationGradient(Activation f, Cell x, Cell y, Cell gy, Cell gx) {
    delegate.activationGradient(f, x.storage, y.storage, gy.storage, gx.storage);
  }

  @Override
  public void addRow(Cell row, Cell x) {
    delegate.addRow(row.storage, x.storage);
  }

  @Override
  public void columnSums(double alpha, Cell x, double beta, Cell row) {
    delegate.columnSums(alpha, x.storage, beta, row.storage);
  }

  @Override
  public void softmax(Cell x, Cell y) {
    delegate.softmax(x.storage, y.storage);
  }

  @Override
  public void softmaxGradient(Cell y, Cell gy, Cell gx) {
    delegate.softmaxGradient(y.storage, gy.storage, gx.storage);
  }

  @Override
  public void linearGradientAndUpdate(double alpha, Cell x, Cell gy, Cell gx, Cell w) {
    delegate.linearGradientAndUpdate(alpha, x.storage, gy.storage, gx.storage, w.storage);
  }

  @Override
  public void updateAndLinear(double alpha, Cell x, Cell gy, Cell next, Cell w, Cell y) {
    delegate.updateAndLinear(alpha, x.storage, gy.storage, next.storage, w.storage, y.storage);
  }

  @Override
  public void adaptiveUpdate(
      double alpha, double beta1, double beta2, double epsilon, Cell g, Cell m, Cell v, Cell w) {
    delegate.adaptiveUpdate(
        alpha, beta1, beta2, epsilon, g.storage, m.storage, v.storage, w.storage);
  }
}
