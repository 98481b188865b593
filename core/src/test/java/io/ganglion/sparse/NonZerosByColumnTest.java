package io.ganglion.sparse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.random.SplitMix64;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NonZerosByColumnTest {

  @Property(tries = 200)
  void listsTheSameElementsColumnByColumnEvenWhenReused(@ForAll long seed) {
    SplitMix64 random = new SplitMix64(seed);
    NonZerosByColumn byColumn = new NonZerosByColumn();
    for (int round = 0; round < 3; round++) {
      int rows = 1 + random.nextInt(9);
      int columns = 1 + random.nextInt(40);
      double zeros = 0.6 + 0.4 * random.nextDouble();
      double[] source = new double[rows * columns];
      Arrays.setAll(source, i -> random.nextDouble() < zeros ? 0 : 1);
      NonZeros nonZeros = new NonZeros(rows, columns);
      nonZeros.list(source, 0);
      if (!nonZeros.isListed()) {
        continue;
      }

      byColumn.list(nonZeros);

      for (int j = 0; j < columns; j++) {
        int column = j;
        int[] expected =
            IntStream.range(0, rows).filter(i -> source[i * columns + column] != 0).toArray();
        assertThat(
                Arrays.copyOfRange(byColumn.rows(), byColumn.starts()[j], byColumn.starts()[j + 1]))
            .isEqualTo(expected);
      }
    }
  }
}
