package io.ganglion.cli.option;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;

/** The text that {@code --version} prints. */
public final class Version implements CommandLine.IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "ganglion " + ganglion(),
      "Java "
          + System.getProperty("java.runtime.version")
          + " ("
          + System.getProperty("java.vendor")
          + ")",
      System.getProperty("os.name")
          + " "
          + System.getProperty("os.version")
          + " ("
          + System.getProperty("os.arch")
          + ")"
    };
  }

  /** The version of this build. */
  public static String ganglion() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
