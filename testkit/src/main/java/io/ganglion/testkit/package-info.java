/**
 * The contract of {@link io.ganglion.spi.Backend} as tests. The author of a backend extends {@link
 * io.ganglion.testkit.BackendContract} once, and JUnit runs every rule in every precision; {@code
 * docs/writing-a-backend.md} shows how. {@link io.ganglion.testkit.GradientCheck} is for the authors of
 * layers and losses.
 */
package io.ganglion.testkit;
