package io.ganglion.benchmarks;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;

/** With what flags the JVMs are started in which something is measured: those that a backend needs. */
final class Flags {

  private static final String VECTORS = "jdk.incubator.vector";

  private Flags() {}

  /** The flags for this version of Java, all JVMs alike, whatever is measured in them. */
  static List<String> measured() {
    List<String> flags = new ArrayList<>();
    if (ModuleFinder.ofSystem().find(VECTORS).isPresent()) {
      flags.add("--add-modules=" + VECTORS);
    }
    if (Runtime.version().feature() >= 24) {
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    return flags;
  }
}
