package io.ganglion.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.ganglion.formats.json.JsonReason;
import io.ganglion.tensor.Shape;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Weights as the original program stores them: a JSON list with one nested list per parameter, in
 * the order of the network's parameters, {@code [[[…100 numbers…] × 784], [[…10…] × 100]]}.
 *
 * <p>The bytes written are those that Python's {@code json.dump} writes for such lists of {@code
 * float}. A parameter of rank n becomes lists nested n deep; a bias is a flat list after its
 * layer's weights.
 */
final class JsonWeights {

  /** How far a list of the wrong shape is read, at least, so that the error can say its shape. */
  private static final long LEAST_ELEMENTS_FOLLOWED = 1 << 20;

  private static final int FLUSH_CHARACTERS = 1 << 14;

  /** Python writes a number in at most 25 characters. The rest is for spaces and line ends. */
  private static final long LONGEST_ELEMENT = 1 << 8;

  private static final int LONGEST_TOKEN = 1 << 10;

  private final Path file;
  private final JsonParser parser;

  private JsonWeights(Path file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Writes parameters atomically.
   *
   * @param file the file, replaced if it exists
   * @param parameters in order, of type {@link ElementType#FLOAT64} and finite; not modified
   */
  static void write(Path file, Collection<NumericArray> parameters) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          StringBuilder text = new StringBuilder(2 * FLUSH_CHARACTERS);
          text.append('[');
          boolean first = true;
          for (NumericArray parameter : parameters) {
            text.append(first ? "" : ", ");
            first = false;
            writeList(out, text, parameter.shape().dimensions(), 0, parameter.doubles(), 0);
          }
          text.append(']');
          flush(out, text);
        });
  }

  /** Writes the list at a depth of the nesting, and returns the position after its last value. */
  private static int writeList(
      OutputStream out, StringBuilder text, int[] sizes, int depth, double[] values, int from)
      throws IOException {
    int next = from;
    text.append('[');
    for (int i = 0; i < sizes[depth]; i++) {
      text.append(i == 0 ? "" : ", ");
      if (depth == sizes.length - 1) {
        PythonFloat.append(text, values[next++]);
      } else {
        next = writeList(out, text, sizes, depth + 1, values, next);
      }
      if (text.length() > FLUSH_CHARACTERS) {
        flush(out, text);
      }
    }
    text.append(']');
    return next;
  }

  private static void flush(OutputStream out, StringBuilder text) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    text.setLength(0);
  }

  /**
   * Reads parameters. Takes no more memory than the expected shapes need.
   *
   * @param opened the open file; stays open
   * @param file the file that errors name
   * @param expected the shapes of the parameters by name, in order
   * @return the values of each, row-major and finite, in the same order
   * @throws FormatException if the file holds anything else
   * @throws IOException if the file cannot be read
   */
  static Map<String, double[]> read(InputFile opened, Path file, Map<String, Shape> expected)
      throws IOException {
    try (JsonParser parser = factory(expected.values()).createParser(opened.stream())) {
      return new JsonWeights(file, parser).read(expected);
    } catch (FormatException e) {
      throw e;
    } catch (JsonProcessingException e) {
      throw new FormatException(file, "holds no readable weights: " + JsonReason.of(e), e);
    } catch (CharConversionException e) {
      throw new FormatException(file, "holds no readable weights: it is not text in UTF-8", e);
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    }
  }

  /** The parser reads no more of a file than parameters of these shapes can need. */
  private static JsonFactory factory(Collection<Shape> shapes) {
    long elements = LEAST_ELEMENTS_FOLLOWED;
    for (Shape shape : shapes) {
      elements += 16L * shape.size();
    }
    return new JsonFactoryBuilder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(elements * LONGEST_ELEMENT)
                .maxNameLength(LONGEST_TOKEN)
                .maxNumberLength(LONGEST_TOKEN)
                .maxStringLength(LONGEST_TOKEN)
                .build())
        // The parser lets NaN through, so that it is refused here, with its row and column.
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .build();
  }

  private Map<String, double[]> read(Map<String, Shape> expected) throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      throw problem("found " + found() + ", expected a list with one list for each of " + expected);
    }
    Map<String, double[]> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, Shape> parameter : expected.entrySet()) {
      if (parser.nextToken() == JsonToken.END_ARRAY) {
        throw problem(
            "ends after "
                + parameters.size()
                + " of the "
                + expected.size()
                + " expected parameters "
                + expected);
      }
      Entry entry = new Entry(parameters.size(), parameter.getKey(), parameter.getValue());
      parameters.put(parameter.getKey(), entry.read());
    }
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw problem("found " + found() + " after the last of the expected parameters " + expected);
    }
    if (parser.nextToken() != null) {
      throw problem("found " + found() + " after the end of the weights, expected nothing");
    }
    return parameters;
  }

  private String found() throws IOException {
    JsonToken token = parser.currentToken();
    return token == JsonToken.VALUE_STRING
        ? "the string " + FormatException.quote(parser.getText())
        : JsonReason.name(token);
  }

  private FormatException problem(String problem) {
    JsonLocation location = parser.currentTokenLocation();
    return new FormatException(
        file,
        problem + " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")");
  }

  /** The parameter that is being read. */
  private final class Entry {

    private static final long UNKNOWN = -1;

    private final String label;
    private final Shape shape;
    private final double[] values;
    private final long mostElements;

    /** The sizes found so far: at each depth, the length of its first list. */
    private final long[] foundSizes;

    private final long[] index;
    private long count;
    private long elements;

    Entry(int number, String name, Shape shape) {
      this.label = "entry " + number + " (parameter " + name + ")";
      this.shape = shape;
      this.values = new double[shape.size()];
      this.mostElements = Math.max(LEAST_ELEMENTS_FOLLOWED, 16L * shape.size());
      this.foundSizes = new long[shape.rank()];
      this.index = new long[shape.rank()];
      Arrays.fill(foundSizes, UNKNOWN);
    }

    double[] read() throws IOException {
      list(0);
      String found =
          Arrays.stream(foundSizes)
              .mapToObj(size -> size == UNKNOWN ? "?" : Long.toString(size))
              .collect(Collectors.joining(", ", "[", "]"));
      if (!found.equals(shape.toString())) {
        throw problem(
            label
                + " has the shape "
                + found
                + ", expected "
                + shape
                + ": the weights belong to another network");
      }
      return values;
    }

    /** Reads the list at a depth of the nesting, which begins at the current token. */
    private void list(int depth) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw problem(
            label + place(depth) + ": found " + found() + ", expected a list" + ofShape());
      }
      long size = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        index[depth] = size++;
        elements++;
        if (elements > mostElements) {
          throw problem(label + " has more than " + mostElements + " elements, expected " + shape);
        }
        if (depth == shape.rank() - 1) {
          number();
        } else {
          list(depth + 1);
        }
      }
      if (foundSizes[depth] == UNKNOWN) {
        foundSizes[depth] = size;
      } else if (foundSizes[depth] != size) {
        throw problem(
            label
                + place(depth)
                + " has "
                + size
                + " elements, but those before it have "
                + foundSizes[depth]
                + ": the list is ragged, expected the shape "
                + shape);
      }
    }

    private void number() throws IOException {
      JsonToken token = parser.currentToken();
      if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
        throw problem(
            label + place(shape.rank()) + ": found " + found() + ", expected a number" + ofShape());
      }
      double value = parser.getDoubleValue();
      if (!Double.isFinite(value)) {
        throw problem(
            label
                + place(shape.rank())
                + ": found "
                + FormatException.quote(parser.getText())
                + ", expected a finite number");
      }
      if (count < values.length) {
        values[(int) count] = value;
      }
      count++;
    }

    private String ofShape() {
      return ", as its shape is " + shape;
    }

    /** The position of the element at a depth of the nesting, in words. */
    private String place(int depth) {
      if (shape.rank() == 2 && depth > 0) {
        return ", row " + index[0] + (depth == 2 ? ", column " + index[1] : "");
      }
      return depth == 0
          ? ""
          : ", element "
              + Arrays.stream(index, 0, depth)
                  .mapToObj(Long::toString)
                  .collect(Collectors.joining(", ", "[", "]"));
    }
  }
}
