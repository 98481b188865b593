package io.ganglion.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.spi.BackendProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GraalVM's native image keeps the classes that these files name; here, because all are seen. */
class NativeImageMetadataTest {

  private static final Pattern ENTRY =
      Pattern.compile("\\{\\s*\"name\": \"([\\w.$]+)\"((?:[^{}]|\\{[^{}]*})*)}");
  private static final Pattern FIELD =
      Pattern.compile("\"fields\": \\[\\s*\\{\\s*\"name\": \"(\\w+)\"");

  @ParameterizedTest
  @ValueSource(
      strings = {"core", "backend-vector", "backend-ejml", "backend-commons", "backend-nd4j"})
  void theFilesNameRealClassesAndMembers(String module) throws Exception {
    List<Matcher> entries = entries(module);

    assertThat(entries).isNotEmpty();
    for (Matcher entry : entries) {
      Class<?> type = load(entry.group(1));
      if (entry.group(2).contains("\"<init>\"")) {
        assertThat(type.getConstructor()).isNotNull();
      }
      Matcher field = FIELD.matcher(entry.group(2));
      if (field.find()) {
        assertThat(type.getField(field.group(1))).isNotNull();
      }
    }
  }

  @Test
  void everyProviderIsNamed() throws IOException {
    List<String> named = new ArrayList<>();
    for (String module :
        List.of("core", "backend-vector", "backend-ejml", "backend-commons", "backend-nd4j")) {
      entries(module).forEach(entry -> named.add(entry.group(1)));
    }

    Stream<String> providers =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(provider -> provider.type().getName())
            .filter(name -> name.startsWith("io.ganglion."));
    assertThat(providers).isNotEmpty().isSubsetOf(named);
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, false, NativeImageMetadataTest.class.getClassLoader());
  }

  private static List<Matcher> entries(String module) throws IOException {
    String file = "META-INF/native-image/io.ganglion/ganglion-" + module + "/reflect-config.json";
    try (InputStream text =
        NativeImageMetadataTest.class.getClassLoader().getResourceAsStream(file)) {
      assertThat(text).as(file).isNotNull();
      Matcher matcher = ENTRY.matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8));
      List<Matcher> entries = new ArrayList<>();
      while (matcher.find()) {
        entries.add(ENTRY.matcher(matcher.group()));
        assertThat(entries.get(entries.size() - 1).matches()).isTrue();
      }
      return entries;
    }
  }
}
