package io.ganglion.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A likely mistake in a kernel, told by what the kernel then gives.
 *
 * @param advice what to look at
 * @param formula computes the result of a kernel with this mistake; empty where the operands rule
 *     the mistake out
 */
record Mistake(String advice, Kernel.Formula formula) {

  /** Returns the mistakes that any kernel may have, from its right formula. */
  static List<Mistake> ofAny(Kernel.Formula right) {
    return List.of(
        new Mistake(
            "the last row, as after a block of rows: the output keeps what was in it there, and is"
                + " right elsewhere.",
            (in, out, tolerance) ->
                out.stream().allMatch(before -> before.rows() > 1)
                    ? changed(right, in, out, tolerance, Mistake::keepLastRow)
                    : List.of()),
        new Mistake(
            "that the output is overwritten, and neither multiplied by 0 nor added to: 0 · NaN is"
                + " NaN.",
            (in, out, tolerance) -> changed(right, in, out, tolerance, Mistake::keepNonFinite)),
        new Mistake(
            "that the result replaces what was in the output: here it is added to it.",
            (in, out, tolerance) ->
                overwrites(right, in, out, tolerance)
                    ? changed(
                        right,
                        in,
                        out,
                        tolerance,
                        (result, before, i, j) -> {
                          double value = result.values().at(i, j);
                          double old = before.at(i, j);
                          double rounding = tolerance.bound(1, Math.abs(value) + Math.abs(old));
                          result.set(i, j, value + old, result.bounds().at(i, j) + rounding);
                        })
                    : List.of()));
  }

  /** The mistake of a kernel that sums over the rows of all its inputs. */
  static Mistake lostLastSample(Kernel.Formula right) {
    return new Mistake(
        "the last row of the batch, as after a block of rows: the result is that of the others.",
        (in, out, tolerance) ->
            in.get(0).rows() > 1
                ? right.apply(in.stream().map(Matrix::withoutLastRow).toList(), out, tolerance)
                : List.of());
  }

  /** Whether the result does not depend on what was in the outputs. */
  private static boolean overwrites(
      Kernel.Formula right, List<Matrix> in, List<Matrix> out, Tolerance tolerance) {
    List<Matrix> others = out.stream().map(before -> before.map(value -> Double.NaN)).toList();
    List<Expected> results = right.apply(in, out, tolerance);
    List<Expected> ofOthers = right.apply(in, others, tolerance);
    return IntStream.range(0, results.size())
        .allMatch(
            k ->
                Arrays.equals(results.get(k).values().values(), ofOthers.get(k).values().values()));
  }

  private static void keepLastRow(Expected result, Matrix before, int i, int j) {
    if (i == before.rows() - 1) {
      result.set(i, j, before.at(i, j), 0);
    }
  }

  private static void keepNonFinite(Expected result, Matrix before, int i, int j) {
    if (!Double.isFinite(before.at(i, j))) {
      result.set(i, j, Double.NaN, result.bounds().at(i, j));
    }
  }

  /** Changes an element of a right result, of which the old output is known. */
  private interface Change {
    void apply(Expected result, Matrix before, int i, int j);
  }

  private static List<Expected> changed(
      Kernel.Formula right, List<Matrix> in, List<Matrix> out, Tolerance tolerance, Change change) {
    List<Expected> results = right.apply(in, out, tolerance);
    for (int k = 0; k < results.size(); k++) {
      Matrix before = out.get(k);
      for (int i = 0; i < before.rows(); i++) {
        for (int j = 0; j < before.columns(); j++) {
          change.apply(results.get(k), before, i, j);
        }
      }
    }
    return results;
  }
}
