/** The contract of backends, as tests that the author of a backend extends. */
module io.ganglion.testkit {
  requires transitive io.ganglion.core;
  requires transitive org.junit.jupiter.api;
  requires java.management;
  requires jdk.management;
  requires org.junit.jupiter.params;

  exports io.ganglion.testkit;

  // JUnit calls the rules, most of which are visible only to this package.
  opens io.ganglion.testkit to
      org.junit.platform.commons;
}
