package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWeightsTest {

  @TempDir Path folder;

  private static Map<String, Shape> shapes(Object... namesAndShapes) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndShapes.length; i += 2) {
      shapes.put((String) namesAndShapes[i], (Shape) namesAndShapes[i + 1]);
    }
    return shapes;
  }

  private static final Map<String, Shape> TWO_MATRICES =
      shapes("0.weights", Shape.of(2, 3), "1.weights", Shape.of(3, 1));

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("weights.json"), content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json-dump.json", "json-dump-float32.json"})
  void writesTheBytesOfPythonsJsonDump(String name) throws IOException {
    Map<String, Shape> shapes = shapes("0", Shape.of(3, 4), "1", Shape.of(4, 2));
    Map<String, double[]> read = read(Golden.copy(name, folder), shapes);
    Path copy = folder.resolve("copy.json");
    JsonWeights.write(
        copy,
        List.of(
            NumericArray.of(Shape.of(3, 4), read.get("0")),
            NumericArray.of(Shape.of(4, 2), read.get("1"))));
    assertThat(copy).hasBinaryContent(Golden.bytes(name));
  }

  @Test
  void readsTheNumbersThatPythonWroteExactly() throws IOException {
    Map<String, double[]> json =
        read(
            Golden.copy("json-dump.json", folder),
            shapes("0", Shape.of(3, 4), "1", Shape.of(4, 2)));
    try (NpzFile npz = NpzFile.open(Golden.copy("weights.npz", folder))) {
      assertThat(json.get("0")).containsExactly(npz.read("0.weights").doubles());
      assertThat(json.get("1")).containsExactly(npz.read("1.weights").doubles());
    }
  }

  @Test
  void nestsAsDeeplyAsTheShapeHasDimensions() throws IOException {
    Path path = folder.resolve("weights.json");
    JsonWeights.write(
        path,
        List.of(
            NumericArray.of(Shape.of(2, 1), new double[] {1, -0.5}),
            NumericArray.of(Shape.of(1), new double[] {1e-5}),
            NumericArray.of(Shape.of(1, 2, 2), new double[] {1, 2, 3, 4})));
    assertThat(path).content().isEqualTo("[[[1.0], [-0.5]], [1e-05], [[[1.0, 2.0], [3.0, 4.0]]]]");
    assertThat(
            read(path, shapes("w", Shape.of(2, 1), "b", Shape.of(1), "k", Shape.of(1, 2, 2)))
                .values())
        .containsExactly(new double[] {1, -0.5}, new double[] {1e-5}, new double[] {1, 2, 3, 4});
  }

  @Test
  void acceptsWholeNumbersAndAnyWhiteSpace() throws IOException {
    Path path = file(" [\n[[1, 2,\t-3], [4e0, 5E+1, 0.06e+2]],\r\n [[7], [8], [1e-400]] ]\n\n");
    assertThat(read(path, TWO_MATRICES).values())
        .containsExactly(new double[] {1, 2, -3, 4, 50, 6}, new double[] {7, 8, 0});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        // Ragged, or of a different shape.
        "[[[1,2,3],[4,5]],[[1],[2],[3]]]; entry 0 (parameter 0.weights), row 1 has 2 elements,"
            + " but those before it have 3: the list is ragged, expected the shape [2, 3]"
            + " (line 1, column 15)",
        "[[[1,2,3],[4,5,6],[7,8,9]],[[1],[2],[3]]]; entry 0 (parameter 0.weights) has the shape"
            + " [3, 3], expected [2, 3]: the weights belong to another network (line 1, column 26)",
        "[[[1,2],[3,4]],[[1],[2],[3]]]; entry 0 (parameter 0.weights) has the shape [2, 2],"
            + " expected [2, 3]: the weights belong to another network (line 1, column 14)",
        "[[[1,2,3],[4,5,6]],[[1,2],[1,2],[1,2]]]; entry 1 (parameter 1.weights) has the shape"
            + " [3, 2], expected [3, 1]: the weights belong to another network (line 1, column 38)",
        "[[],[]]; entry 0 (parameter 0.weights) has the shape [0, ?], expected [2, 3]",
        "[[[],[]],[]]; entry 0 (parameter 0.weights) has the shape [2, 0], expected [2, 3]",
        "[[1,2,3],[4,5,6]]; entry 0 (parameter 0.weights), row 0: found a whole number,"
            + " expected a list, as its shape is [2, 3] (line 1, column 3)",
        "[[[1,[2],3],[4,5,6]],[[1],[2],[3]]]; entry 0 (parameter 0.weights), row 0, column 1:"
            + " found a list, expected a number, as its shape is [2, 3] (line 1, column 6)",
        // A different number of parameters.
        "[]; ends after 0 of the 2 expected parameters {0.weights=[2, 3], 1.weights=[3, 1]}",
        "[[[1,2,3],[4,5,6]]]; ends after 1 of the 2 expected parameters",
        "[[[1,2,3],[4,5,6]],[[1],[2],[3]],[[1]]]; found a list after the last of the expected"
            + " parameters {0.weights=[2, 3], 1.weights=[3, 1]} (line 1, column 34)",
        // Not numbers.
        "[[[1,2,3],[4,NaN,6]],[[1],[2],[3]]]; entry 0 (parameter 0.weights), row 1, column 1:"
            + " found 'NaN', expected a finite number (line 1, column 14)",
        "[[[1,2,3],[4,5,6]],[[1],[-Infinity],[3]]]; entry 1 (parameter 1.weights), row 1,"
            + " column 0: found '-Infinity', expected a finite number (line 1, column 26)",
        "[[[1,2,3],[4,5,1e999]],[[1],[2],[3]]]; row 1, column 2: found '1e999', expected a"
            + " finite number",
        "[[[1,2,'x\u0007y'],[4,5,6]],[[1],[2],[3]]]; holds no readable weights: ",
        "[[[1,2,'x'],[4,5,6]],[[1],[2],[3]]]; row 0, column 2: found the string 'x', expected a"
            + " number",
        "[[[1,2,null],[4,5,6]],[[1],[2],[3]]]; row 0, column 2: found null, expected a number",
        "[[[1,2,true],[4,5,6]],[[1],[2],[3]]]; row 0, column 2: found a boolean, expected a",
        "[[[1,2,{}],[4,5,6]],[[1],[2],[3]]]; row 0, column 2: found an object, expected a number",
        // Not weights at all.
        "{'a': 1}; found an object, expected a list with one list for each of {0.weights=[2, 3]",
        "7; found a whole number, expected a list",
        "~~; found the end of the file, expected a list",
        "[[[1,2,3],[4,5,6]],[[1],[2],[3]]]]; holds no readable weights: Unexpected close marker",
        "[[[1,2,3],[4,5,6]],[[1],[2],[3]]] 1; found a whole number after the end of the weights",
        "[[[1,2,3],[4,5,6]],[[1],[2],[3]]] x; holds no readable weights: Unrecognized token 'x'",
        "[[[1 2,3],[4,5,6]],[[1],[2],[3]]]; holds no readable weights: Unexpected character ('2'",
        "[[[1,2,3],[4,5,6]],[[1],[2],[3],]]; holds no readable weights: Unexpected character (']'",
        "\u0093NUMPY; holds no readable weights: ",
      })
  void refusesEverythingElseAndSaysWhere(String content, String message) throws IOException {
    Path path = file(content.replace('\'', '"'));
    assertThatThrownBy(() -> read(path, TWO_MATRICES))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesEveryFileThatIsCutOff() throws IOException {
    byte[] whole = Golden.bytes("json-dump.json");
    Map<String, Shape> shapes = shapes("0", Shape.of(3, 4), "1", Shape.of(4, 2));
    for (int length = 0; length < whole.length; length++) {
      Path path = Files.write(folder.resolve("a.json"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> read(path, shapes))
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(path + ": ");
    }
    Path path = Files.write(folder.resolve("a.json"), Arrays.copyOf(whole, 100));
    assertThatThrownBy(() -> read(path, shapes))
        .hasMessageContaining("it is cut off: it ends within the JSON text at line 1, column 101");
  }

  @Test
  void endlesslyNestedListsAreRefusedAtTheFirstThatIsTooDeep() throws IOException {
    Path path = file("[".repeat(1 << 20));
    assertThatThrownBy(() -> read(path, TWO_MATRICES))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            path
                + ": entry 0 (parameter 0.weights), row 0, column 0: found a list,"
                + " expected a number, as its shape is [2, 3] (line 1, column 4)");
  }

  @Test
  void anEndlessListIsNotReadForever() throws IOException {
    Path path = file("[[[" + "1,".repeat(2_000_000));
    assertThatThrownBy(() -> read(path, TWO_MATRICES))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "entry 0 (parameter 0.weights) has more than 1048576 elements, expected [2, 3]");
  }

  @Test
  void anEndlessNumberIsRefused() throws IOException {
    Path path = file("[[[" + "1".repeat(2_000_000));
    assertThatThrownBy(() -> read(path, TWO_MATRICES))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("holds no readable weights: String value length");
  }

  private static Map<String, double[]> read(Path file, Map<String, Shape> shapes)
      throws IOException {
    try (InputFile opened = InputFile.open(file)) {
      return JsonWeights.read(opened, file, shapes);
    }
  }
}
