package io.ganglion.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything that one rule found to be wrong: which of the shapes and kernels fail says more about
 * the cause than the first one.
 */
final class Findings {

  /** As many as one can read: these are given in full, and the others are counted. */
  private static final int SHOWN = 5;

  private final Map<String, List<Finding>> byAdvice = new LinkedHashMap<>();

  /** One case that fails, and what to look at. */
  static final class Finding extends AssertionError {

    private static final long serialVersionUID = 1;

    private final String found;
    private final String advice;

    Finding(String found, String advice, Throwable cause) {
      super(found + ". If this fails, check " + advice, cause);
      this.found = found;
      this.advice = advice;
    }
  }

  void add(Finding finding) {
    byAdvice.computeIfAbsent(finding.advice, advice -> new ArrayList<>()).add(finding);
  }

  /** Fails if there are any. */
  void report() {
    if (byAdvice.isEmpty()) {
      return;
    }
    List<Finding> all = byAdvice.values().stream().flatMap(List::stream).toList();
    if (all.size() == 1) {
      throw all.get(0);
    }
    AssertionError failure =
        new AssertionError(
            all.size()
                + " cases fail:\n"
                + byAdvice.values().stream()
                    .map(Findings::listed)
                    .collect(Collectors.joining("\n")),
            all.get(0));
    throw failure;
  }

  /** Lists findings that have the same advice. */
  private static String listed(List<Finding> findings) {
    String shown =
        findings.stream()
            .limit(SHOWN)
            .map(finding -> finding.found)
            .collect(Collectors.joining("\n"));
    String rest = findings.size() > SHOWN ? "\nand " + (findings.size() - SHOWN) + " more" : "";
    return shown + rest + ". If this fails, check " + findings.get(0).advice;
  }
}
