package io.ganglion.datasets;

import io.ganglion.model.Scaling;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** The values of a dataset as its file has them: unsigned bytes, or floats. */
sealed interface RawValues {
  /** The number of values that are hashed at once. */
  int BLOCK = 1 << 12;

  /** Returns how many values there are. */
  int length();

  /** Returns one value. */
  float get(int index);

  /** Returns a reader that scales values. */
  Reader reader(Scaling scaling);

  /**
   * Returns a copy of the first samples, the values of each in another order.
   *
   * @param samples how many
   * @param places the place in a sample of each value of the copy: all places, each once
   */
  RawValues arranged(int samples, int... places);

  /** Adds the first values to a checksum. */
  void digest(MessageDigest digest, int count);

  /** Reads scaled values. */
  interface Reader {
    /** Writes scaled values to {@code destination}, from {@code offset}; allocates nothing. */
    void read(int start, int count, double[] destination, int offset);
  }

  /**
   * Keeps floats as bytes where each is a whole number from 0 to 255, so that equal data are held in
   * the same way whatever their file's type.
   */
  static RawValues of(float... values) {
    for (float value : values) {
      if (!(value >= 0 && value <= 255 && value == (int) value)) {
        return new Floats(values);
      }
    }
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Bytes(bytes);
  }

  /** Refuses values that are not finite. */
  static void requireFinite(String name, int each, float... values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name
                + ": value "
                + i % each
                + " of sample "
                + i / each
                + " is "
                + values[i]
                + "; expected a finite number");
      }
    }
  }

  /** Values from 0 to 255. */
  @SuppressWarnings("ArrayRecordComponent") // Not compared.
  record Bytes(byte[] values) implements RawValues {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float get(int index) {
      return values[index] & 0xFF;
    }

    /** Looking a value up gives the same bits as scaling it. */
    @Override
    public Reader reader(Scaling scaling) {
      double[] scaled = new double[256];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = scaling.of(i);
      }
      return (start, count, destination, offset) -> {
        for (int i = 0; i < count; i++) {
          destination[offset + i] = scaled[values[start + i] & 0xFF];
        }
      };
    }

    @Override
    public RawValues arranged(int samples, int... places) {
      byte[] arranged = new byte[samples * places.length];
      for (int i = 0; i < arranged.length; i++) {
        int at = i % places.length;
        arranged[i] = values[i - at + places[at]];
      }
      return new Bytes(arranged);
    }

    @Override
    public void digest(MessageDigest digest, int count) {
      digest.update(values, 0, count);
    }
  }

  /** Any finite values. */
  @SuppressWarnings("ArrayRecordComponent") // Not compared.
  record Floats(float[] values) implements RawValues {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float get(int index) {
      return values[index];
    }

    @Override
    public Reader reader(Scaling scaling) {
      return (start, count, destination, offset) -> {
        for (int i = 0; i < count; i++) {
          destination[offset + i] = scaling.of(values[start + i]);
        }
      };
    }

    @Override
    public RawValues arranged(int samples, int... places) {
      float[] arranged = new float[samples * places.length];
      for (int i = 0; i < arranged.length; i++) {
        int at = i % places.length;
        arranged[i] = values[i - at + places[at]];
      }
      return new Floats(arranged);
    }

    @Override
    public void digest(MessageDigest digest, int count) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES);
      for (int i = 0; i < count; i++) {
        block.putFloat(values[i] + 0f);
        if (!block.hasRemaining() || i == count - 1) {
          digest.update(block.flip());
          block.clear();
        }
      }
    }
  }
}
