package io.ganglion.layer;

import io.ganglion.tensor.Shape;

/**
 * The identity: {@code y = x}, backward {@code gx = gy}.
 *
 * <p>For networks described with one activation per layer, some of which have none.
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
