package io.ganglion.layer;

import io.ganglion.tensor.Shape;

/**
 * Leaves every number as it is: {@code y = x}, backward {@code gx = gy}.
 *
 * <p>It stands where a network is described by an activation for each of its layers, and one has none.
 */
public record Identity() implements Layer {

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public String text() {
    return name();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Pass pass(PassContext context) {
    return UnchangedPass.INSTANCE;
  }
}
