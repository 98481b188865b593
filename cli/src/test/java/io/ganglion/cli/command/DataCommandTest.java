package io.ganglion.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {

  @TempDir private Path folder;

  @Test
  void infoCountsSplitsClassesAndPixels() throws IOException {
    Path data = Idx.write(folder.resolve("data"), 4, 2, 10);

    Run run = Run.of("data", "info", "--data", data);

    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .containsExactly(
            "name\t" + data,
            "source\t" + data,
            "size\t4×4",
            "classes\t2",
            "",
            "                          train     test",
            "images                    10        10",
            "pixel mean                63.7500   63.7500",
            "pixel standard deviation  110.4182  110.4182",
            "black pixels in percent   75.0000   75.0000",
            "class 0                   5         5",
            "class 1                   5         5");
  }

  @Test
  void infoCanDescribeOneSplitAlone() throws IOException {
    Path csv = Files.writeString(folder.resolve("numbers.csv"), "label,a,b\n0,1,2\n1,3,4\n");

    Run both = Run.of("data", "info", "--data", csv);
    Run train = Run.of("data", "info", "--data", csv, "--split", "train");

    assertThat(both.status()).isEqualTo(1);
    assertThat(both.complaints()).singleElement().asString().contains("use the train split");
    assertThat(train.status()).isZero();
    assertThat(train.lines()).contains("classes\t2").anyMatch(line -> line.matches("images +2"));
  }

  @Test
  void fetchedMnistIsTheDefault() throws IOException {
    Path fetched = folder.resolve("fetched");
    Path small = Idx.write(folder.resolve("small"), 5, 2, 10);
    Files.createDirectories(fetched.resolve("mnist"));
    for (String split : new String[] {"train", "t10k"}) {
      for (String kind : new String[] {"-images-idx3-ubyte", "-labels-idx1-ubyte"}) {
        Files.write(
            fetched.resolve("mnist").resolve(split + kind + ".gz"),
            Idx.gzip(Files.readAllBytes(small.resolve(split + kind))));
      }
    }

    Run run = Run.in(fetched, "data", "info");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.lines())
        .startsWith(
            "name\tmnist", "source\t" + fetched.resolve("mnist"), "size\t5×5", "classes\t10");
  }

  @Test
  void fetchSaysInOneLineWhereItCannotWrite() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    Run run = Run.in(file, "data", "fetch", "mnist");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.complaints()).singleElement().asString().contains(file.toString());
  }
}
