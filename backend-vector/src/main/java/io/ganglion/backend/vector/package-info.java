/** The backend {@code vector}: SIMD through {@code jdk.incubator.vector}, without native code. */
package io.ganglion.backend.vector;
