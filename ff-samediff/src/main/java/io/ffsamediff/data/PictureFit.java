package io.ffsamediff.data;

/** How a picture of any size becomes the inputs of a network. */
public enum PictureFit {
  /**
   * As MNIST's digits were made: light ink on black, its longer side 20 of 28 pixels, its centre of
   * mass in the middle. Dark ink on light paper is recognised and inverted; a picture of the right
   * size with a black edge is taken as it is.
   */
  DIGIT,
  /** Stretched to the size, inverted where its edge is light: for images on black. */
  INK,
  /** Stretched to the size. */
  PLAIN;

  /** The one that suits a data set of the given name. */
  public static PictureFit of(String dataset) {
    return switch (dataset) {
      case "mnist", "mnist-subset" -> DIGIT;
      case "fashion-mnist" -> INK;
      default -> PLAIN;
    };
  }

  /**
   * The inputs that a picture makes. It is turned as a camera has noted it, but for {@link #PLAIN},
   * as folders of pictures are read.
   *
   * @param where what messages call it
   * @param file the bytes of a PNG or JPEG file
   * @param mostPixels that it may have
   * @param shape what the network takes
   * @return as many bytes as {@code shape} has inputs
   * @throws DataException if it is no such file, if there is no ink to be centred, or if digits or
   *     light ink are to be in colour
   */
  public byte[] pixels(String where, byte[] file, int mostPixels, ImageShape shape) {
    Picture picture = PictureReader.read(where, file, mostPixels);
    return this == PLAIN
        ? picture.pixels(shape)
        : pixels(where, ExifOrientation.upright(picture, ExifOrientation.of(file)), shape);
  }

  /** The inputs that an upright picture makes. */
  byte[] pixels(String where, Picture picture, ImageShape shape) {
    if (this == PLAIN) {
      return picture.pixels(shape);
    }
    if (shape.channels() != 1) {
      throw new DataException(
          "%s: expected a run on grey images to invert or centre for, received one on images of %s. Use --as plain."
              .formatted(where, shape));
    }
    GreyPlane grey = GreyPlane.of(picture);
    GreyPlane light = grey.isDarkOnLight() ? grey.inverted() : grey;
    return this == DIGIT
        ? DigitFrame.fit(where, light, shape.height(), shape.width())
        : light.resized(shape.height(), shape.width()).bytes();
  }
}
