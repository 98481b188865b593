/** The contract that every backend passes, as tests that a backend's author extends. */
module io.ganglion.testkit {
  requires transitive io.ganglion.core;
  requires transitive org.junit.jupiter.api;
  requires java.management;
  requires jdk.management;
  requires org.junit.jupiter.params;

  exports io.ganglion.testkit;

  // JUnit calls the rules, most of which are visible to this package alone.
  opens io.ganglion.testkit to
      org.junit.platform.commons;
}
