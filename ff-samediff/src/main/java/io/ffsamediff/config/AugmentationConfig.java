package io.ffsamediff.config;

/**
 * How the images of training batches are distorted at random, anew in every epoch. An image is
 * sheared, scaled and rotated about its centre, then shifted; what comes from outside is black.
 *
 * @param shift largest shift along each axis, in pixels
 * @param wholePixels whether shifts are whole numbers of pixels
 * @param rotation largest rotation, in degrees
 * @param scale largest relative change of size
 * @param shear largest shear factor
 * @param elastic largest elastic displacement along each axis, in pixels
 * @param elasticSmoothness how far elastic displacements resemble each other, in pixels
 */
public record AugmentationConfig(
    @Key(
            value = "Largest shift in pixels each way, drawn for each axis.",
            defaultValue = "0",
            min = 0,
            max = 1 << 16)
        double shift,
    @Key(
            value =
                "Whether shifts are whole numbers of pixels, which keeps pixels as they are; a"
                    + " fraction of \"shift\" then counts for nothing.",
            defaultValue = "false")
        boolean wholePixels,
    @Key(value = "Largest rotation in degrees each way.", defaultValue = "0", min = 0, max = 180)
        double rotation,
    @Key(
            value = "Largest relative change of size each way: 0.1 draws from 0.9 to 1.1.",
            defaultValue = "0",
            min = 0,
            max = 0.99)
        double scale,
    @Key(
            value =
                "Largest shear factor each way: a row moves by it times its distance from the middle.",
            defaultValue = "0",
            min = 0,
            max = 1)
        double shear,
    @Key(
            value =
                "Largest elastic displacement in pixels each way along each axis: a smooth random"
                    + " field.",
            defaultValue = "0",
            min = 0,
            max = 100)
        double elastic,
    @Key(
            value = "Standard deviation in pixels of the kernel that smooths the elastic field.",
            defaultValue = "4",
            source = "Simard, Steinkraus and Platt 2003, section 2",
            min = 1)
        double elasticSmoothness) {

  /** Checks ranges. */
  public AugmentationConfig {
    Constraints.check(
        AugmentationConfig.class,
        shift,
        wholePixels,
        rotation,
        scale,
        shear,
        elastic,
        elasticSmoothness);
  }
}
