package io.ganglion.backend.nd4j;

import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Provides the backend {@code nd4j}: matrices are ND4J's arrays, outside the Java heap, and
 * products run in the OpenBLAS that ND4J brings, in float64 and float32.
 *
 * <p><b>Memory.</b> A kernel allocates nothing, on the heap or off it. What {@link Backend#create}
 * takes, {@link Backend#release} gives back at once; what is never released goes when the garbage
 * collector finds it. One matrix holds at most 2 GiB.
 *
 * <p><b>Threads.</b> Making a backend sets the number of threads of ND4J's BLAS, in the whole
 * process, to 1: for one sample more threads gain little, and predictors on several threads would
 * wait for each other. Who trains with large batches sets the environment variable {@code
 * OMP_NUM_THREADS}, and is obeyed.
 *
 * <p><b>Reproducible</b> to the bit are runs with the same seed on the same kind of processor with
 * one BLAS thread. They are not between kinds of processors, because OpenBLAS has other kernels for
 * each, with another order of additions (the environment variable {@code OPENBLAS_CORETYPE} fixes
 * which), nor between numbers of threads, nor to the bit equal to the other backends.
 *
 * <p><b>Native code.</b> The first {@link #create} in a process loads ND4J, which unpacks its
 * native libraries into {@code ~/.javacpp/cache} where it has not done so before (350 MB), and logs
 * through SLF4J. From Java 24 on, start Java with {@code --enable-native-access=ALL-UNNAMED} and
 * {@code --sun-misc-unsafe-memory-access=allow}, or it prints warnings.
 */
public final class Nd4jBackendProvider implements BackendProvider {

  /** Makes a provider, as {@link java.util.ServiceLoader} asks for it. */
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
