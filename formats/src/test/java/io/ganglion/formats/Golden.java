package io.ganglion.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checked-in files that other programs made; the README.md beside them says how. */
final class Golden {

  private Golden() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no test resource " + name);
      }
      return in.readAllBytes();
    }
  }

  /** Copies a file out of the resources. */
  static Path copy(String name, Path folder) throws IOException {
    return Files.write(folder.resolve(name), bytes(name));
  }
}
