package io.ganglion.backend.nd4j;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Provides the backend {@code nd4j}, in float64 and float32: matrices are ND4J's arrays, outside
 * the Java heap, and products run in the OpenBLAS that comes with ND4J.
 *
 * <p><b>Memory.</b> A kernel allocates nothing, neither on the heap nor outside it. {@link
 * Backend#release} frees at once what {@link Backend#create} allocated; the garbage collector frees
 * matrices that are never released. One matrix has at most 2 GiB.
 *
 * <p><b>Threads.</b> Creating a backend sets the number of threads of ND4J's BLAS to 1, for the
 * whole process: for one sample, more threads gain little, and predictors on several threads would
 * wait for each other. To use more threads, for example for large batches, set the environment
 * variable {@code OMP_NUM_THREADS}; the backend then leaves the number alone.
 *
 * <p><b>Reproducibility.</b> Runs with the same seed, on the same kind of processor and with one
 * BLAS thread, give the same bits. Other kinds of processors may give others, because OpenBLAS has
 * kernels for each, which add in different orders (the environment variable {@code
 * OPENBLAS_CORETYPE} selects the kernels). So may other numbers of threads, and other backends.
 *
 * <p><b>Native code.</b> The first {@link #create} in a process loads ND4J, which unpacks its
 * native libraries into {@code ~/.javacpp/cache} unless they are there already (350 MB), and logs
 * through SLF4J. The system property {@code org.bytedeco.javacpp.cachedir} names another folder; if
 * it is not set, the backend sets it. A folder into which others than the user and root can write
 * is refused, since they could plant a library there. Java 24 and later print warnings unless
 * started with {@code --enable-native-access=ALL-UNNAMED} and {@code
 * --sun-misc-unsafe-memory-access=allow}. Where these are denied, or no folder can be written, the
 * backend is unavailable, with the reason.
 */
public final class Nd4jBackendProvider implements BackendProvider {

  /** Creates a provider, for {@link java.util.ServiceLoader}. */
  public Nd4jBackendProvider() {}

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public String library() {
    return Nd4jLibrary.name();
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Set<Precision> precisions() {
    return EnumSet.allOf(Precision.class);
  }

  @Override
  public Optional<String> unavailability() {
    return Nd4jLibrary.missing();
  }

  @Override
  public Backend<?> create(Precision precision) {
    Nd4jLibrary.start();
    return switch (precision) {
      case FLOAT64 -> new Nd4jFloat64Backend();
      case FLOAT32 -> new Nd4jFloat32Backend();
    };
  }
}
