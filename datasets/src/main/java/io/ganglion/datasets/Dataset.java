package io.ganglion.datasets;

import io.ganglion.model.ModelInput;
import io.ganglion.model.Preparation;
import io.ganglion.model.Scaling;
import io.ganglion.model.Transposition;
import io.ganglion.picture.GrayImage;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Labelled samples of one layout: gray pictures of one size, or rows of columns. Values are held as
 * their file has them, in a byte each if all are whole numbers from 0 to 255, otherwise in a float
 * each.
 *
 * <p>The whole training set of MNIST takes 47 MB this way; a value becomes a number for a network
 * only when {@link #samples} is read. A dataset is immutable, so any number of threads may read it.
 */
public final class Dataset {
  /** The most classes that a dataset may have: a one-hot target holds one number per class. */
  public static final int MAXIMUM_CLASSES = 65_536;

  private final String name;
  private final Features features;
  private final List<String> classNames;
  private final int[] labels;
  private final List<String> notes;

  private Dataset(
      String name, Features features, List<String> classNames, int[] labels, List<String> notes) {
    this.name = name;
    this.features = features;
    this.classNames = classNames;
    this.labels = labels;
    this.notes = notes;
  }

  /**
   * Makes a dataset from bytes. The arrays may be large and are not copied, so the caller must not
   * change them afterwards.
   *
   * @param name the dataset's name in messages
   * @param layout the size of the pictures, or the columns of the rows
   * @param classNames the name of each class, in the order of the labels
   * @param values the samples one after the other, each value from 0 to 255, pictures in row order;
   *     one byte for each label and element of the layout; not modified
   * @param labels the class of each sample, from 0 to {@code classNames.size() − 1}; not modified
   * @return the dataset
   * @throws IllegalArgumentException if there is no sample, if the lengths do not match, if there
   *     is no class or more than {@link #MAXIMUM_CLASSES}, or if a label is outside the classes
   */
  public static Dataset of(
      String name, SampleLayout layout, List<String> classNames, byte[] values, int[] labels) {
    return of(name, layout, classNames, new RawValues.Bytes(values), labels);
  }

  /**
   * Makes a dataset from floats. The arrays may be large and are not copied, so the caller must not
   * change them afterwards.
   *
   * @param name the dataset's name in messages
   * @param layout the size of the pictures, or the columns of the rows
   * @param classNames the name of each class, in the order of the labels
   * @param values the samples one after the other, all finite, pictures in row order; one float for
   *     each label and element of the layout; not modified
   * @param labels the class of each sample, from 0 to {@code classNames.size() − 1}; not modified
   * @return the dataset
   * @throws IllegalArgumentException as for bytes, or if a value is not finite
   */
  public static Dataset of(
      String name, SampleLayout layout, List<String> classNames, float[] values, int[] labels) {
    RawValues.requireFinite(name, layout.shape().size(), values);
    return of(name, layout, classNames, RawValues.of(values), labels);
  }

  /** Makes a dataset from finite values. */
  static Dataset of(
      String name, SampleLayout layout, List<String> classNames, RawValues values, int[] labels) {
    Objects.requireNonNull(name, "name");
    if (labels.length == 0) {
      throw new IllegalArgumentException(name + ": no samples; expected at least one");
    }
    if ((long) labels.length * layout.shape().size() != values.length()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %d labels and %d values; expected %d values for each label",
              name,
              labels.length,
              values.length(),
              layout.shape().size()));
    }
    Labels.requireWithin(name, labels, labels.length, classNames.size());
    Features features = Features.of(layout, values, labels.length);
    return new Dataset(name, features, List.copyOf(classNames), labels, List.of());
  }

  /**
   * Names classes by their numbers.
   *
   * @param classes how many classes, at least 0
   * @return {@code "0", "1", …}
   */
  public static List<String> numberedClasses(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /**
   * Returns the dataset's name in messages.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns how many samples there are.
   *
   * @return at least 1
   */
  public int size() {
    return features.size();
  }

  /**
   * Returns what a sample's values are.
   *
   * @return an {@link ImageSize} or {@link Columns}
   */
  public SampleLayout layout() {
    return features.layout();
  }

  /**
   * Returns how many rows of pixels a picture has.
   *
   * @return at least 1; 1 for rows of columns
   */
  public int height() {
    return features.height();
  }

  /**
   * Returns how many pixels a row of a picture has.
   *
   * @return at least 1; the number of columns for rows of columns
   */
  public int width() {
    return features.each() / height();
  }

  /**
   * Returns the names of the classes, in the order of the labels.
   *
   * @return an unmodifiable list
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Returns what was recognised when the data were read, a line each: {@code a column of row
   * numbers is ignored}.
   *
   * @return an unmodifiable list; empty if nothing had to be recognised
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * Returns the class of one sample.
   *
   * @param index the sample, from 0
   * @return a number from 0 to {@code classNames().size() − 1}
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public int label(int index) {
    return labels[Objects.checkIndex(index, size())];
  }

  /**
   * Copies one sample's raw values.
   *
   * @param index the sample, from 0
   * @return a new array, pictures in row order
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public double[] values(int index) {
    return features.values(index);
  }

  /**
   * Returns what raw values show. White is 255 in pixels of image files. In other data, their range
   * tells: 255 for values up to 255, 16 for values up to 16, the largest value if some are negative.
   *
   * @return the scaling that gives 0 for black and 1 for white
   */
  public Scaling shades() {
    return features.look().shades();
  }

  /**
   * Draws one sample in its {@link #shades}.
   *
   * @param index the sample, from 0
   * @return the picture; a row is a picture of height 1
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public GrayImage image(int index) {
    return draw(values(index));
  }

  /**
   * Draws raw values in this dataset's {@link #shades}.
   *
   * @param raw as many values as a sample has
   * @return the picture; a row is a picture of height 1
   * @throws IllegalArgumentException if there are more or fewer values
   */
  public GrayImage draw(double... raw) {
    return features.draw(raw);
  }

  /**
   * Returns the SHA-256 checksum of values and labels. It does not depend on the format of the file
   * that they came from, nor on the names of the classes.
   *
   * @return 64 hexadecimal digits
   */
  public String checksum() {
    return features.checksum(labels);
  }

  /**
   * Fits a scaling to these data: the one that a network should learn them with. It is found once,
   * in a pass over all values.
   *
   * @return the scaling, and the reasons for it; the rule is in {@link FittedScaling}
   */
  public FittedScaling scaling() {
    return features.scaling();
  }

  /**
   * Finds how these values become the inputs of a model that has learnt other data.
   *
   * @param learnt what the model takes
   * @param inverted whether someone has chosen which of light and dark is which, and {@code learnt}
   *     says it
   * @return the scaling, and the reasons for it; the rule is in {@link ScaleMatch}
   */
  public ScaleMatch scaling(ModelInput learnt, boolean inverted) {
    return features.scaling(learnt, inverted);
  }

  /**
   * Returns what a network that learns these data takes: these samples, with the scaling that is
   * fitted to them. Pictures are prepared as these were; if that is not known, as digits if they
   * look like MNIST's, otherwise as they are.
   *
   * @return the input of a {@link io.ganglion.model.Model}
   */
  public ModelInput input() {
    return features.input();
  }

  /**
   * Says how the pictures of these data were prepared.
   *
   * @param preparation how
   * @return a view of this dataset's samples; no value is copied
   */
  public Dataset withPreparation(Preparation preparation) {
    return with(features.withPreparation(preparation));
  }

  /** Returns a view of the same samples with another look. */
  Dataset withLook(Look other) {
    return with(features.withLook(other));
  }

  private Dataset with(Features others) {
    return new Dataset(name, others, classNames, labels, notes);
  }

  /**
   * Returns a view of the first samples only; no value is copied.
   *
   * @param limit how many samples at most, at least 1
   * @return this dataset's first {@code limit} samples, or this dataset if it has no more
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public Dataset limit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + "; expected at least 1");
    }
    return limit >= size() ? this : with(features.limit(limit));
  }

  /**
   * Returns the same samples with other classes, for example those that a network was trained for
   * if this part of the data happens to lack the last of them.
   *
   * @param names the name of each class, in the order of the labels
   * @return a view of this dataset's samples; no value is copied
   * @throws IllegalArgumentException if a label is outside these classes
   */
  public Dataset withClassNames(List<String> names) {
    Labels.requireWithin(name, labels, size(), names.size());
    return new Dataset(name, features, List.copyOf(names), labels, notes);
  }

  /**
   * Returns the same samples with the classes of a model that has learnt other data. A class is the
   * model's class of the same name; where classes are numbered here, from 0, and have names in the
   * model, they are the model's in its order.
   *
   * @param names the model's classes, in the order of its outputs
   * @return a view of this dataset's samples; no value is copied
   * @throws IllegalArgumentException if the model lacks one of the classes that have samples
   */
  public Dataset matching(List<String> names) {
    if (ClassMatch.isInOrder(classNames, names)) {
      List<String> lines = new ArrayList<>(notes);
      lines.add("classes " + Names.listed(classNames) + " are taken for " + Names.listed(names));
      return withClassNames(names).withNotes(lines);
    }
    int[] matched = ClassMatch.of(name, classNames, names, labels, size()).apply(labels, size());
    return new Dataset(name, features, List.copyOf(names), matched, notes);
  }

  /**
   * Returns the same samples arranged as a model takes them. Columns are found by their names, in
   * any order, where both the model's and these have names that are not only numbers; otherwise they
   * are taken in their order, as pixels are. Pictures that are stored as the model's training data
   * were, rows and columns exchanged, become upright; those that are {@link #transposed} already
   * stay so.
   *
   * @param input what the model takes; its scaling is not applied
   * @return these samples in the model's layout; values are copied only where their order changes
   * @throws IllegalArgumentException if a column is missing, is not one of the model's, or has a
   *     name that several have; if there are more or fewer values; or if pictures have another size
   */
  public Dataset matching(ModelInput input) {
    return with(features.matching(name, input));
  }

  /**
   * Returns the same pictures with rows and columns exchanged, as EMNIST stores them.
   *
   * @return a copy of this dataset
   * @throws IllegalArgumentException if the samples are not pictures
   */
  public Dataset transposed() {
    return with(features.transposed(name));
  }

  /**
   * Returns whether rows and columns of the pictures were exchanged after they were read.
   *
   * @return whether it is so
   */
  public boolean isTransposed() {
    return features.look().transposition() != Transposition.NONE;
  }

  /**
   * Returns the same samples with lines that say what was recognised.
   *
   * @param lines a line each, in the order in which they are printed
   * @return a view of this dataset's samples; no value is copied
   */
  public Dataset withNotes(List<String> lines) {
    return new Dataset(name, features, classNames, labels, List.copyOf(lines));
  }

  /**
   * Returns the values and labels as samples for a network.
   *
   * <p>An input has the layout's shape and the scaled values; a target has the shape {@code
   * [classes]} and is one-hot: 1 at the label and 0 elsewhere.
   *
   * @param scaling how a raw value becomes an input
   * @return a view of this dataset, which any number of threads may read
   */
  public Samples samples(Scaling scaling) {
    Shape shape = layout().shape();
    return new DatasetSamples(
        shape, Shape.of(classNames.size()), shape.size(), features.reader(scaling), labels, size());
  }
}
