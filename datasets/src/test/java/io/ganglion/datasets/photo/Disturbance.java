package io.ganglion.datasets.photo;

import java.awt.image.BufferedImage;

/** What is on pictures as people take them, beside one digit on even paper in even light. */
enum Disturbance {
  EVEN_PAPER("even paper") {
    @Override
    BufferedImage picture(Scene scene) {
      return scene.written().image();
    }
  },
  LIGHT_ON_DARK("light on dark") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas board = new Canvas(scene.height, scene.width, scene.ink);
      board.paint(scene.paper, scene.digit());
      return board.image();
    }
  },
  MILD_GRADIENT("mild gradient") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written();
      canvas.light(Light.gradient(scene, scene.between(0.65, 0.8)));
      return canvas.image();
    }
  },
  STRONG_GRADIENT("strong gradient") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written();
      canvas.light(Light.gradient(scene, scene.between(0.2, 0.4)));
      return canvas.image();
    }
  },
  SHADOW("shadow") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written();
      canvas.light(Light.shadow(scene, scene.between(0.35, 0.65)));
      return canvas.image();
    }
  },
  HAND("shadow of a hand") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written();
      canvas.light(Light.roundShadow(scene, scene.between(0.5, 0.75)));
      return canvas.image();
    }
  },
  VIGNETTE("vignette") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written();
      canvas.light(Light.vignette(scene, scene.between(0.3, 0.6)));
      return canvas.image();
    }
  },
  RULED("ruled paper") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.page();
      double distance = scene.shorterSide() * scene.between(0.08, 0.3);
      canvas.paint(Paper.lineColour(scene), Paper.ruling(scene, distance, 0));
      canvas.paint(scene.ink, scene.digit());
      return canvas.image();
    }
  },
  SQUARED("squared paper") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.page();
      double distance = scene.shorterSide() * scene.between(0.08, 0.25);
      Colour colour = Paper.lineColour(scene);
      canvas.paint(colour, Paper.ruling(scene, distance, 0));
      canvas.paint(colour, Paper.ruling(scene, distance, Math.PI / 2));
      canvas.paint(scene.ink, scene.digit());
      return canvas.image();
    }
  },
  FORM_BOX("form box around the digit") {
    @Override
    BufferedImage picture(Scene scene) {
      Ink digit = scene.digit(scene.between(0.4, 0.7));
      Canvas canvas = scene.written(digit);
      canvas.paint(Colour.gray(scene.between(0, 0.5)), Paper.boxAround(scene, digit));
      return canvas.image();
    }
  },
  FRAME("frame at the picture's edge") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written(scene.digit(scene.between(0.4, 0.7)));
      canvas.paint(Colour.gray(scene.between(0, 0.4)), Paper.frame(scene));
      return canvas.image();
    }
  },
  TABLE("paper on a darker table") {
    @Override
    BufferedImage picture(Scene scene) {
      return Paper.onTable(scene).image();
    }
  },
  SPECK("one speck") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written(scene.digit(scene.between(0.4, 0.7)));
      canvas.paint(scene.ink, Paper.speck(scene));
      return canvas.image();
    }
  },
  CAPTION("caption in print") {
    @Override
    BufferedImage picture(Scene scene) {
      Ink digit =
          scene.digit(scene.index(), scene.between(0.4, 0.7), 0.1, scene.random.nextDouble());
      Canvas canvas = scene.written(digit);
      double letter = scene.shorterSide() * scene.between(0.04, 0.07);
      int top = (int) (scene.height - letter * scene.between(1.3, 2));
      int left = (int) (scene.width * scene.between(0.05, 0.3));
      canvas.paint(scene.ink, new Print("Digit No a rag", top, left, letter));
      return canvas.image();
    }
  },
  NOISE("noise") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written(scene.digit(scene.between(0.5, 0.9)));
      canvas.noise(scene.between(0.05, 0.15), scene.random.nextBoolean(), scene.random);
      return canvas.image();
    }
  },
  SALT("salt and pepper") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written(scene.digit(scene.between(0.5, 0.9)));
      canvas.salt(scene.between(0.01, 0.05), scene.random);
      return canvas.image();
    }
  },
  PENCIL("pencil") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.page();
      canvas.paint(scene.paper.times(scene.between(0.78, 0.9)), scene.digit());
      canvas.noise(scene.between(0.01, 0.02), false, scene.random);
      return canvas.image();
    }
  },
  YELLOW("yellow marker on white") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = new Canvas(scene.height, scene.width, Colour.gray(scene.between(0.96, 1)));
      float blue = (float) scene.between(0.1, 0.6);
      canvas.paint(new Colour(1, (float) scene.between(0.92, 1), blue), scene.digit());
      canvas.noise(0.01, true, scene.random);
      return canvas.image();
    }
  },
  RED_ON_GREEN("red on green") {
    @Override
    BufferedImage picture(Scene scene) {
      // Both have a luma of about 0.3 (ITU-R BT.601).
      float green = (float) scene.between(0.48, 0.54);
      Canvas canvas = new Canvas(scene.height, scene.width, new Colour(0.05f, green, 0.05f));
      canvas.paint(new Colour((float) scene.between(0.9, 1), 0.03f, 0.03f), scene.digit());
      canvas.noise(0.01, true, scene.random);
      return canvas.image();
    }
  },
  ONE_SHADE("page one shade off its border") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = new Canvas(scene.height, scene.width, Colour.gray(0.8));
      canvas.paint(Colour.gray(0.8 + 1 / 255.0), (row, column) -> Paper.inside(scene, row, column));
      canvas.paint(scene.ink, scene.digit(scene.between(0.15, 0.4)));
      return canvas.image();
    }
  },
  WHITE_ON_TRANSPARENT("white ink on transparency") {
    @Override
    BufferedImage picture(Scene scene) {
      return Paper.transparent(scene, 0xFFFFFF);
    }
  },
  BLACK_ON_TRANSPARENT("black ink on transparency") {
    @Override
    BufferedImage picture(Scene scene) {
      return Paper.transparent(scene, 0x000000);
    }
  },
  SMALL("small digit in a large picture") {
    @Override
    BufferedImage picture(Scene scene) {
      return scene.written(scene.digit(Math.max(0.08, 40.0 / scene.shorterSide()))).image();
    }
  },
  PHOTOGRAPH("light, noise and a speck together") {
    @Override
    BufferedImage picture(Scene scene) {
      Canvas canvas = scene.written(scene.digit(scene.between(0.4, 0.7)));
      canvas.paint(scene.ink, Paper.speck(scene));
      canvas.light(Light.gradient(scene, scene.between(0.5, 0.7)));
      canvas.light(Light.vignette(scene, 0.7));
      canvas.noise(0.03, true, scene.random);
      return canvas.image();
    }
  };

  private final String text;

  Disturbance(String text) {
    this.text = text;
  }

  /** How many of 100 pictures may be lost that are read without the disturbance. */
  int cost() {
    return this == EVEN_PAPER || this == LIGHT_ON_DARK ? 2 : 8;
  }

  /** Draws the picture. */
  abstract BufferedImage picture(Scene scene);

  @Override
  public String toString() {
    return text;
  }
}
