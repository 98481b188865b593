package io.ganglion.testkit;

import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.testkit.Findings.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The workspace of one rule: a backend, random numbers from a fixed seed, every storage that was
 * created, and the number of comparisons, because a rule that compared nothing proves nothing.
 */
final class Workspace implements AutoCloseable {

  /** Surrounds the elements that a backend reads into an array, to show if it wrote elsewhere. */
  private static final double GUARD = -12345.678;

  private static final int GUARDS = 3;

  private final Backend<Object> backend;
  private final Tolerance tolerance;
  private final SplitMix64 random = new SplitMix64(20240229);
  private final IdentityHashMap<Object, Matrix> sizes = new IdentityHashMap<>();
  private final Findings findings = new Findings();
  private long comparisons;

  @SuppressWarnings("unchecked") // Storage is only ever handed to the backend that made it.
  Workspace(Backend<?> backend) {
    this.backend = (Backend<Object>) backend;
    this.tolerance = new Tolerance(backend.precision());
  }

  Backend<Object> backend() {
    return backend;
  }

  Tolerance tolerance() {
    return tolerance;
  }

  /** Returns a random matrix whose elements the backend's precision holds exactly. */
  Matrix matrix(int rows, int columns, Fill fill) {
    return Matrix.zeros(rows, columns).map(zero -> tolerance.round(fill.next(random)));
  }

  /** Returns a new storage with the elements of a matrix. */
  Object store(Matrix matrix) {
    Object storage = backend.create(matrix.rows(), matrix.columns());
    sizes.put(storage, matrix);
    backend.write(matrix.values(), 0, storage);
    return storage;
  }

  List<Object> store(List<Matrix> matrices) {
    return matrices.stream().map(this::store).toList();
  }

  /** Reads a storage that {@link #store} created; fails if its size has changed. */
  Matrix load(Object storage) {
    return load(storage, "");
  }

  private Matrix load(Object storage, String moment) {
    Matrix size = sizes.get(storage);
    int length = size.values().length;
    double[] guarded = new double[GUARDS + length + GUARDS];
    Arrays.fill(guarded, GUARD);
    // An element that read leaves out must not look like one that it wrote.
    Arrays.fill(guarded, GUARDS, GUARDS + length, Double.NaN);
    String advice =
        "that read starts at its offset, and that no kernel gave the storage another size.";
    try {
      backend.read(storage, guarded, GUARDS);
    } catch (RuntimeException e) {
      throw new Finding(
          subject() + "read of a " + size.size() + " storage" + moment + " threw " + e, advice, e);
    }
    for (int i = 0; i < GUARDS; i++) {
      if (guarded[i] != GUARD || guarded[GUARDS + length + i] != GUARD) {
        fail(
            "read of a " + size.size() + " storage" + moment + " wrote outside its elements",
            advice);
      }
    }
    return new Matrix(
        size.rows(), size.columns(), Arrays.copyOfRange(guarded, GUARDS, GUARDS + length));
  }

  /** Runs a call on new storages and returns its outputs. */
  List<Matrix> run(Call call) {
    return run(call, store(call.inputs()), store(call.outputs()));
  }

  /** Runs a call on the given storages and returns its outputs. */
  List<Matrix> run(Call call, List<Object> inputs, List<Object> outputs) {
    try {
      call.kernel().invocation().call(backend, inputs, outputs);
    } catch (RuntimeException e) {
      String advice =
          "that the kernel accepts every operand that its documentation allows, and that no earlier"
              + " kernel reshaped one.";
      throw new Finding(subject() + call + " threw " + e, advice, e);
    }
    return outputs.stream().map(output -> load(output, " after " + call)).toList();
  }

  /** Checks one of many cases: if it fails, the rule fails after the others have been checked. */
  void check(Runnable check) {
    try {
      check.run();
    } catch (Finding finding) {
      findings.add(finding);
    }
  }

  /** Fails if a case of the rule did. */
  void report() {
    findings.report();
  }

  /** Checks a call: runs it, compares its outputs with its formula, and releases its storages. */
  void verify(Call call, String advice) {
    check(
        () -> {
          List<Object> inputs = store(call.inputs());
          List<Object> outputs = store(call.outputs());
          compareWithAdvice(call, call.expected(tolerance), run(call, inputs, outputs), advice);
          inputs.forEach(this::release);
          outputs.forEach(this::release);
        });
  }

  /**
   * Fails unless the outputs of a call are as expected. The advice is that of the mistake which
   * gives them, if it is known.
   */
  void compareWithAdvice(Call call, List<Expected> expected, List<Matrix> actual, String advice) {
    boolean right = Expected.areMet(expected, actual, tolerance);
    compare(call, expected, actual, right ? advice : call.advice(actual, tolerance, advice));
  }

  /** Fails unless the outputs of a call are as expected. */
  void compare(Object call, List<Expected> expected, List<Matrix> actual, String advice) {
    for (int output = 0; output < expected.size(); output++) {
      compare(call, expected.get(output), actual.get(output), advice);
    }
  }

  /** Fails unless every element is within its bound, NaN where NaN is expected. */
  void compare(Object call, Expected expected, Matrix actual, String advice) {
    for (int i = 0; i < actual.values().length; i++) {
      double wanted = tolerance.round(expected.values().values()[i]);
      double bound = Double.isFinite(wanted) ? expected.bounds().values()[i] : 0;
      double found = actual.values()[i];
      if (Double.isNaN(bound)) {
        continue;
      }
      if (!expected.isMetAt(i, found, tolerance)) {
        fail(
            call
                + ": element "
                + actual.place(i)
                + " is "
                + found
                + ", expected "
                + wanted
                + (bound == 0 ? " exactly" : " ± " + bound),
            advice);
      }
      if (tolerance.round(found) != found && !Double.isNaN(found)) {
        fail(
            call
                + ": element "
                + actual.place(i)
                + " is "
                + found
                + ", which "
                + tolerance.precision()
                + " cannot hold",
            "that storages have the backend's precision.");
      }
    }
    comparisons++;
  }

  /** Fails unless every element is within one bound; elements need not fit the precision. */
  void compareWithin(double bound, String subject, Matrix expected, Matrix actual, String advice) {
    for (int i = 0; i < expected.values().length; i++) {
      double wanted = expected.values()[i];
      double found = actual.values()[i];
      if (!(Math.abs(wanted - found) <= bound)) {
        fail(
            subject
                + ": element "
                + expected.place(i)
                + " is "
                + found
                + ", expected "
                + wanted
                + " ± "
                + bound,
            advice);
      }
    }
    comparisons++;
  }

  /** Fails unless a storage holds exactly the bits of a matrix. */
  void requireBits(Object subject, Matrix expected, Matrix actual, String advice) {
    for (int i = 0; i < expected.values().length; i++) {
      double wanted = expected.values()[i];
      double found = actual.values()[i];
      if (Double.doubleToLongBits(wanted) != Double.doubleToLongBits(found)) {
        fail(
            subject + ": element " + expected.place(i) + " is " + found + ", expected " + wanted,
            advice);
      }
    }
    comparisons++;
  }

  /** Fails with the backend's name in front. */
  void require(boolean condition, String found, String advice) {
    if (!condition) {
      fail(found, advice);
    }
    comparisons++;
  }

  private void fail(String found, String advice) {
    throw new Finding(subject() + found, advice, null);
  }

  void release(Object storage) {
    sizes.remove(storage);
    backend.release(storage);
  }

  /** Releases all storages. */
  @Override
  public void close() {
    List<Object> storages = new ArrayList<>(sizes.keySet());
    storages.forEach(this::release);
  }

  long comparisons() {
    return comparisons;
  }

  private String subject() {
    return backend.name() + " " + backend.precision() + ", ";
  }
}
