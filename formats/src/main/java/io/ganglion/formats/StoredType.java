package io.ganglion.formats;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The type of an array's elements in a file, with its names in NumPy and in safetensors. */
enum StoredType {
  BOOL("b1", "BOOL", 1, ElementType.UINT8),
  INT8("i1", "I8", 1, ElementType.INT64),
  UINT8("u1", "U8", 1, ElementType.UINT8),
  INT16("i2", "I16", 2, ElementType.INT64),
  UINT16("u2", "U16", 2, ElementType.INT64),
  INT32("i4", "I32", 4, ElementType.INT64),
  UINT32("u4", "U32", 4, ElementType.INT64),
  INT64("i8", "I64", 8, ElementType.INT64),
  UINT64("u8", "U64", 8, ElementType.INT64),
  FLOAT16("f2", "F16", 2, ElementType.FLOAT32),
  FLOAT32("f4", "F32", 4, ElementType.FLOAT32),
  FLOAT64("f8", "F64", 8, ElementType.FLOAT64);

  private final String numpy;
  private final String safetensors;
  private final int bytes;
  private final ElementType elementType;

  StoredType(String numpy, String safetensors, int bytes, ElementType elementType) {
    this.numpy = numpy;
    this.safetensors = safetensors;
    this.bytes = bytes;
    this.elementType = elementType;
  }

  /** NumPy's kind and size, such as {@code f8}, without the byte order. */
  String numpy() {
    return numpy;
  }

  String safetensors() {
    return safetensors;
  }

  /** The size of one element in the file. */
  int bytes() {
    return bytes;
  }

  /** The type of the elements in memory. */
  ElementType elementType() {
    return elementType;
  }

  static Optional<StoredType> ofNumpy(String name) {
    return Arrays.stream(values()).filter(type -> type.numpy.equals(name)).findFirst();
  }

  static Optional<StoredType> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(type -> type.safetensors.equals(name)).findFirst();
  }

  /** The type in which an array in memory is written. */
  static StoredType of(ElementType elementType) {
    return switch (elementType) {
      case UINT8 -> UINT8;
      case INT64 -> INT64;
      case FLOAT32 -> FLOAT32;
      case FLOAT64 -> FLOAT64;
    };
  }

  static String numpyNames() {
    return Arrays.stream(values()).map(StoredType::numpy).collect(Collectors.joining(", "));
  }

  static String safetensorsNames() {
    return Arrays.stream(values()).map(StoredType::safetensors).collect(Collectors.joining(", "));
  }
}
