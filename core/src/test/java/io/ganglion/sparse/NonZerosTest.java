package io.ganglion.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.random.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NonZerosTest {

  @Property(tries = 200)
  void listsExactlyTheElementsThatAreNotZero(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(max = 3) int offset) {
    SplitMix64 random = new SplitMix64(seed);
    NonZeros nonZeros = new NonZeros(rows, columns);
    for (int round = 0; round < 3; round++) {
      double[] source = new double[offset + rows * columns];
      double zeros = random.nextDouble();
      List<List<Integer>> expected = new ArrayList<>();
      int count = 0;
      for (int i = 0; i < rows; i++) {
        expected.add(new ArrayList<>());
        for (int j = 0; j < columns; j++) {
          if (random.nextDouble() >= zeros) {
            source[offset + i * columns + j] = random.nextInt(9) == 0 ? Double.NaN : -1;
            expected.get(i).add(j);
            count++;
          }
        }
      }
      nonZeros.list(source, offset);

      assertThat(nonZeros.isListed()).isEqualTo(count <= 0.75 * rows * columns);
      if (nonZeros.isListed()) {
        for (int i = 0; i < rows; i++) {
          List<Integer> row = new ArrayList<>();
          for (int next = nonZeros.start(i); next < nonZeros.end(i); next++) {
            row.add(nonZeros.columns()[next]);
          }
          assertThat(row).isEqualTo(expected.get(i));
        }
      }
    }
  }

  @Test
  void discardsTheListWhenCleared() {
    NonZeros nonZeros = new NonZeros(1, 3);
    nonZeros.list(new double[] {0, 1, -0.0}, 0);

    assertThat(nonZeros.isListed()).isTrue();
    nonZeros.clear();
    assertThat(nonZeros.isListed()).isFalse();
  }
}
