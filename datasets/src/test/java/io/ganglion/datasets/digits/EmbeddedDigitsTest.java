package io.ganglion.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The properties that the embedded digits promise. */
class EmbeddedDigitsTest {

  private static final int PIXELS = EmbeddedDigits.HEIGHT * EmbeddedDigits.WIDTH;

  private static byte[] image(EmbeddedDigits digits, int index) {
    byte[] pixels = new byte[PIXELS];
    digits.draw(index, pixels, 0);
    return pixels;
  }

  @Test
  void the_bytes_are_the_same_on_every_java_version() throws Exception {
    EmbeddedDigits digits = new EmbeddedDigits(2024);
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    for (int index = 0; index < 1000; index++) {
      hash.update((byte) digits.label(index));
      hash.update(image(digits, index));
    }
    assertThat(HexFormat.of().formatHex(hash.digest()))
        .isEqualTo("2dbc60ab79a6452ccd6f9c6a4790e929ac5d49c0aa4a61a4fbf571302b0c026d");
  }

  @Property(tries = 200)
  void the_same_seed_and_number_give_the_same_sample(
      @ForAll long seed, @ForAll @IntRange(max = Integer.MAX_VALUE) int index) {
    assertThat(image(new EmbeddedDigits(seed), index))
        .isEqualTo(image(new EmbeddedDigits(seed), index));
    assertThat(new EmbeddedDigits(seed).label(index))
        .isEqualTo(new EmbeddedDigits(seed).label(index));
  }

  @Test
  void neither_order_nor_threads_change_a_sample() {
    EmbeddedDigits digits = new EmbeddedDigits(5);
    byte[] forwards = new byte[500 * PIXELS];
    byte[] backwards = new byte[500 * PIXELS];
    byte[] parallel = new byte[500 * PIXELS];
    for (int index = 0; index < 500; index++) {
      digits.draw(index, forwards, index * PIXELS);
    }
    for (int index = 499; index >= 0; index--) {
      digits.draw(index, backwards, index * PIXELS);
    }
    IntStream.range(0, 500)
        .parallel()
        .forEach(index -> digits.draw(index, parallel, index * PIXELS));
    assertThat(backwards).isEqualTo(forwards);
    assertThat(parallel).isEqualTo(forwards);
  }

  @Test
  void only_the_image_itself_is_written() {
    byte[] pixels = new byte[3 * PIXELS];
    Arrays.fill(pixels, (byte) 7);
    new EmbeddedDigits(1).draw(0, pixels, PIXELS);
    for (int i = 0; i < PIXELS; i++) {
      assertThat(pixels[i]).isEqualTo((byte) 7);
      assertThat(pixels[2 * PIXELS + i]).isEqualTo((byte) 7);
    }
    assertThat(Arrays.copyOfRange(pixels, PIXELS, 2 * PIXELS))
        .isEqualTo(image(new EmbeddedDigits(1), 0));
  }

  @Property(tries = 100)
  void every_ten_samples_hold_each_digit_once(
      @ForAll long seed, @ForAll @IntRange(max = 1_000_000) int run) {
    EmbeddedDigits digits = new EmbeddedDigits(seed);
    assertThat(IntStream.range(10 * run, 10 * run + 10).map(digits::label).toArray())
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void labels_come_in_many_orders() {
    EmbeddedDigits digits = new EmbeddedDigits(11);
    int[][] counts = new int[10][10];
    for (int index = 0; index < 10_000; index++) {
      counts[index % 10][digits.label(index)]++;
    }
    for (int[] atPlace : counts) {
      assertThat(Arrays.stream(atPlace).boxed())
          .allSatisfy(count -> assertThat(count).isBetween(60, 140));
    }
  }

  @Property(tries = 2000)
  void ink_lies_in_a_box_of_20_pixels_and_fills_it_in_one_direction(
      @ForAll long seed, @ForAll @IntRange(max = Integer.MAX_VALUE) int index) {
    byte[] image = image(new EmbeddedDigits(seed), index);
    int top = EmbeddedDigits.HEIGHT;
    int bottom = -1;
    int left = EmbeddedDigits.WIDTH;
    int right = -1;
    for (int row = 0; row < EmbeddedDigits.HEIGHT; row++) {
      for (int column = 0; column < EmbeddedDigits.WIDTH; column++) {
        if (image[row * EmbeddedDigits.WIDTH + column] != 0) {
          top = Math.min(top, row);
          bottom = Math.max(bottom, row);
          left = Math.min(left, column);
          right = Math.max(right, column);
        }
      }
    }
    assertThat(Math.max(bottom - top + 1, right - left + 1)).isEqualTo(20);
  }

  @Property(tries = 2000)
  void the_centre_of_mass_is_within_a_pixel_of_the_middle(
      @ForAll long seed, @ForAll @IntRange(max = Integer.MAX_VALUE) int index) {
    byte[] image = image(new EmbeddedDigits(seed), index);
    double mass = 0.0;
    double x = 0.0;
    double y = 0.0;
    for (int i = 0; i < PIXELS; i++) {
      int ink = image[i] & 0xFF;
      mass += ink;
      int column = i % EmbeddedDigits.WIDTH;
      int row = i / EmbeddedDigits.WIDTH;
      x += ink * (column + 0.5);
      y += ink * (row + 0.5);
    }
    assertThat(x / mass).isCloseTo(EmbeddedDigits.WIDTH / 2.0, within(1.0));
    assertThat(y / mass).isCloseTo(EmbeddedDigits.HEIGHT / 2.0, within(1.0));
  }

  @Property(tries = 2000)
  void there_is_strong_ink_and_much_empty_paper(
      @ForAll long seed, @ForAll @IntRange(max = Integer.MAX_VALUE) int index) {
    byte[] image = image(new EmbeddedDigits(seed), index);
    int empty = 0;
    int most = 0;
    for (byte pixel : image) {
      empty += pixel == 0 ? 1 : 0;
      most = Math.max(most, pixel & 0xFF);
    }
    assertThat(most).isGreaterThan(170);
    assertThat(empty).isGreaterThan(PIXELS / 2);
  }

  @Test
  void no_two_images_are_equal() {
    Set<ByteBuffer> images = new HashSet<>();
    for (int seed = 0; seed < 2; seed++) {
      EmbeddedDigits digits = new EmbeddedDigits(seed);
      for (int index = 0; index < 5000; index++) {
        images.add(ByteBuffer.wrap(image(digits, index)));
      }
    }
    assertThat(images).hasSize(10_000);
  }

  @Test
  void a_number_below_0_is_refused() {
    EmbeddedDigits digits = new EmbeddedDigits(0);
    assertThatThrownBy(() -> digits.label(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("embedded digit number -1 does not exist: numbers start at 0");
    assertThatThrownBy(() -> digits.draw(-1, new byte[PIXELS], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_array_without_room_for_an_image_is_refused() {
    EmbeddedDigits digits = new EmbeddedDigits(0);
    assertThatThrownBy(() -> digits.draw(0, new byte[PIXELS], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> digits.draw(0, new byte[PIXELS - 1], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
