package io.ganglion.testkit;

import io.ganglion.backend.JavaBackendProvider;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;

/**
 * Only the storage and products of the built-in backend. Every other kernel has its default body,
 * which is thereby tested against the contract in both precisions.
 */
class RequiredKernels implements Backend<RequiredKernels.Cell> {

  /** A storage that a faulty kernel can replace. */
  static final class Cell {
    int rows;
    int columns;
    Object storage;
  }

  final Backend<Object> delegate;

  @SuppressWarnings("unchecked") // Storage is only ever handed to the backend that made it.
  RequiredKernels(Precision precision) {
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
  public int rows(Cell storage) {
    return storage.rows;
  }

  @Override
  public int columns(Cell storage) {
    return storage.columns;
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
  public void linear(Cell x, Cell w, Cell y) {
    delegate.linear(x.storage, w.storage, y.storage);
  }

  @Override
  public void linearGradient(Cell gy, Cell w, Cell gx) {
    delegate.linearGradient(gy.storage, w.storage, gx.storage);
  }

  @Override
  public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
    delegate.rankUpdate(alpha, x.storage, gy.storage, beta, w.storage);
  }
}
