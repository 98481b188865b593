package io.ganglion.testkit;

import io.ganglion.backend.JavaBackendProvider;
import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;

/**
 * The built-in backend behind a storage of its own: a correct backend for a fault to be put into. It
 * leaves adaptiveUpdate to its default body, so that this is held to the contract in both precisions.
 */
class DelegatingBackend implements Backend<DelegatingBackend.Cell> {

  /** A storage that a faulty kernel can replace. */
  static final class Cell {
    int rows;
    int columns;
    Object storage;
  }

  private final Backend<Object> delegate;

  DelegatingBackend() {
    this(Precision.FLOAT64);
  }

  @SuppressWarnings("unchecked") // Storage is only ever handed to the backend that made it.
  DelegatingBackend(Precision precision) {
    this.delegate = (Backend<Object>) new JavaBackendProvider().create(precision);
  }

  /** The elements of a storage, in row-major order. */
  final double[] elements(Cell cell) {
    double[] elements = new double[cell.rows * cell.columns];
    delegate.read(cell.storage, elements, 0);
    return elements;
  }

  @Override
  public String name() {
    return "delegating";
  }

  @Override
  public Precision precision() {
    return delegate.precision();
  }

  @Override
  public Cell create(int rows, int columns) {
    Cell cell = new Cell();
    cell.rows = rows;
    cell.columns = columns;
    cell.storage = delegate.create(rows, columns);
    return cell;
  }

  @Override
  public void release(Cell cell) {
    delegate.release(cell.storage);
  }

  @Override
  public void write(double[] source, int offset, Cell target) {
    delegate.write(source, offset, target.storage);
  }

  @Override
  public void read(Cell source, double[] target, int offset) {
    delegate.read(source.storage, target, offset);
  }

  @Override
  public void copy(Cell x, Cell y) {
    delegate.copy(x.storage, y.storage);
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
  public void activationGradient(Activation f, Cell y, Cell gy, Cell gx) {
    delegate.activationGradient(f, y.storage, gy.storage, gx.storage);
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
  public void gemm(
      double alpha, Cell a, Transpose opA, Cell b, Transpose opB, double beta, Cell c) {
    delegate.gemm(alpha, a.storage, opA, b.storage, opB, beta, c.storage);
  }

  @Override
  public void linear(Cell x, Cell w, Cell y) {
    delegate.linear(x.storage, w.storage, y.storage);
  }

  @Override
  public void linearGradient(Cell gy, Cell w, Cell gx) {
    delegate.linearGradient(gy.storage, w.storage, gx.storage);
  }

  @Override
  public void rankUpdate(double alpha, Cell x, Cell gy, Cell w) {
    delegate.rankUpdate(alpha, x.storage, gy.storage, w.storage);
  }

  @Override
  public void linearGradientAndUpdate(double alpha, Cell x, Cell gy, Cell gx, Cell w) {
    delegate.linearGradientAndUpdate(alpha, x.storage, gy.storage, gx.storage, w.storage);
  }
}
