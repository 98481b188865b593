package io.ganglion.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultStreamTest {

  private static ResultStream failing(String reason) {
    ResultStream stream =
        new ResultStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException(reason);
              }
            });
    PrintStream printer = new PrintStream(stream, false, StandardCharsets.UTF_8);
    printer.println("one");
    printer.flush();
    printer.println("two");
    printer.flush();
    return stream;
  }

  @Test
  void remembersThatTheDiskIsFull() {
    assertThat(failing("No space left on device").failure()).contains("No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Broken pipe", "The pipe is being closed"})
  void aReaderThatClosesThePipeIsNotAFailure(String reason) {
    assertThat(failing(reason).failure()).isEmpty();
  }
}
