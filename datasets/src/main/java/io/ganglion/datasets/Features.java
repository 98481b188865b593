package io.ganglion.datasets;

import io.ganglion.model.ModelInput;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.model.RowInput;
import io.ganglion.model.Scaling;
import io.ganglion.model.Transposition;
import io.ganglion.picture.GrayImage;
import java.util.Objects;

/** The values of samples, without their labels. Instances are immutable. */
final class Features {
  private final SampleLayout layout;
  private final RawValues values;
  private final int size;
  private final Look look;

  /** Found when it is first needed, as it takes a pass over all values; any thread finds the same. */
  private FittedScaling fitted;

  private Features(SampleLayout layout, RawValues values, int size, Look look) {
    this.layout = layout;
    this.values = values;
    this.size = size;
    this.look = look;
  }

  /** Makes the features of samples whose file does not tell what their values show. */
  static Features of(SampleLayout layout, RawValues values, int size) {
    return new Features(layout, values, size, Look.of(values));
  }

  SampleLayout layout() {
    return layout;
  }

  Look look() {
    return look;
  }

  int size() {
    return size;
  }

  /** The number of values of one sample. */
  int each() {
    return layout.shape().size();
  }

  int height() {
    return layout instanceof ImageSize picture ? picture.height() : 1;
  }

  /** Copies one sample's values. */
  double[] values(int index) {
    double[] raw = new double[each()];
    int start = Objects.checkIndex(index, size) * raw.length;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = values.get(start + i);
    }
    return raw;
  }

  RawValues.Reader reader(Scaling scaling) {
    return values.reader(scaling);
  }

  String checksum(int... labels) {
    return Checksum.of(values, size * each(), labels, size);
  }

  GrayImage draw(double... raw) {
    return look.draw(height(), each() / height(), raw);
  }

  FittedScaling scaling() {
    FittedScaling known = fitted;
    if (known == null) {
      known = look.scaling(values, size, layout);
      fitted = known;
    }
    return known;
  }

  ScaleMatch scaling(ModelInput learnt, boolean inverted) {
    return ScaleMatch.of(scaling(), look, learnt, inverted);
  }

  ModelInput input() {
    Scaling scaling = scaling().value();
    return layout instanceof Columns columns
        ? new RowInput(columns.names(), scaling)
        : look.input(values, size, (ImageSize) layout, scaling);
  }

  Features limit(int limit) {
    return limit >= size ? this : new Features(layout, values, limit, look);
  }

  /** Returns the same values with another look. */
  Features withLook(Look other) {
    return new Features(layout, values, size, other);
  }

  Features withPreparation(Preparation preparation) {
    return withLook(look.withPreparation(preparation));
  }

  /** Returns the same pictures with rows and columns exchanged. */
  Features transposed(String name) {
    if (!(layout instanceof ImageSize picture)) {
      throw new IllegalArgumentException(
          name + ": has rows of " + layout + "; only pictures can be transposed");
    }
    return new Features(
        new ImageSize(picture.width(), picture.height()),
        values.arranged(size, picture.transposition()),
        size,
        look.transposed());
  }

  /** Returns the same samples arranged as a model takes them. */
  Features matching(String name, ModelInput input) {
    if (input instanceof PictureInput picture
        && layout instanceof ImageSize
        && look.transposition() == Transposition.NONE
        && look.isTransposedBy(picture.transposition())) {
      return transposed(name).matching(name, input);
    }
    RawValues arranged = ColumnMatch.of(name, layout, input).apply(values, size);
    Features matched = new Features(ColumnMatch.layout(input), arranged, size, look);
    // The order of columns does not change their scale; whether they are pictures may.
    matched.fitted = matched.layout.getClass() == layout.getClass() ? fitted : null;
    return matched;
  }
}
