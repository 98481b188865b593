package io.ganglion.cli;

import io.ganglion.formats.NpzFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The numbers in a weights file, without what it says of its training. */
public final class Parameters {

  private Parameters() {}

  /** Reads an NPZ file. */
  public static Map<String, List<Double>> of(Path file) throws IOException {
    Map<String, List<Double>> all = new LinkedHashMap<>();
    try (NpzFile npz = NpzFile.open(file)) {
      for (String name : npz.names()) {
        if (!name.startsWith("ganglion.")) {
          all.put(name, DoubleStream.of(npz.read(name).toDoubles()).boxed().toList());
        }
      }
    }
    return all;
  }
}
