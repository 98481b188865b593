package io.ganglion.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import io.ganglion.spi.Backend;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One area of the contract: rules, each tested on a new backend. */
abstract class AreaContract {

  /** Sizes that are multiples of no implementation's registers, blocks or unrolled loops. */
  static final int[] SIZES = {1, 3, 7, 8, 13, 17, 64, 100, 129, 784};

  private Workspace workspace;

  /**
   * Makes the backend under test.
   *
   * @return a new backend
   */
  protected abstract Backend<?> backend();

  /** Opens the workspace of one rule. */
  @BeforeEach
  void open() {
    workspace = new Workspace(backend());
  }

  /** Fails a rule of which a case failed, or that compared nothing, and releases its storages. */
  @AfterEach
  void close() {
    if (workspace != null) {
      workspace.close();
      workspace.report();
      if (workspace.comparisons() == 0) {
        fail("this rule compared nothing, so it proves nothing");
      }
    }
  }

  /** Returns a check of one of many cases, all of which are checked before the rule fails. */
  <T> Consumer<T> checked(Consumer<T> check) {
    return value -> workspace.check(() -> check.accept(value));
  }

  Workspace workspace() {
    return workspace;
  }
}
