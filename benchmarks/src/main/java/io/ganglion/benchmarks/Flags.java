package io.ganglion.benchmarks;

import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.List;

/** The flags of the measured JVMs: those that some backend needs. */
final class Flags {

  private static final String VECTORS = "jdk.incubator.vector";

  private Flags() {}

  /** The flags for this version of Java. All JVMs get the same, whatever they measure. */
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
