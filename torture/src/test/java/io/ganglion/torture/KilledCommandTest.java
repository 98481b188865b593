package io.ganglion.torture;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few kills for each format of weights; the profile {@code kill} has hundreds. */
class KilledCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"json", "npz", "safetensors"})
  void aKilledTrainingLosesNoFileAndResumesToTheSameBits(String ending) throws Exception {
    KilledCommand.run(folder, ending, 2, 1);
  }
}
