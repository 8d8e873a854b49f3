package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ffsamediff.config.AugmentationConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmenterTest {

  private static final int HEIGHT = 13;
  private static final int WIDTH = 18;
  private static final int EXAMPLES = 60;
  private static final int START = 5;
  private static final float UNTOUCHED = -1;
  private static final double TOLERANCE = 0.255;

  private final Dataset noise = noise();

  static Stream<AugmentationConfig> affineConfigs() {
    return Stream.of(
        affine(2.5, 0, 0, 0),
        affine(0, 180, 0, 0),
        affine(0, 0, 0.5, 0),
        affine(0, 0, 0, 1),
        affine(3, 30, 0.2, 0.3),
        affine(40, 180, 0.99, 1));
  }

  @ParameterizedTest
  @MethodSource("affineConfigs")
  void distort_affineDraws_followTheReference(AugmentationConfig config) {
    for (int i = 0; i < EXAMPLES; i++) {
      AffineDraw draw = ReferenceDistortion.affineDraw(config, 3, i);
      assertClose(distort(config, 3, i), new ReferenceDistortion(noise, i).affine(draw));
    }
  }

  @Test
  void distort_elasticDraws_followTheReference() {
    AugmentationConfig config = elastic(3, 2);
    ElasticField field = new ElasticField(config, HEIGHT, WIDTH);
    for (int i = 0; i < EXAMPLES; i++) {
      ExampleRandom random = ReferenceDistortion.at(3, i);
      new AffineDraw(config).draw(random);
      field.draw(random);
      assertClose(distort(config, 3, i), new ReferenceDistortion(noise, i).displaced(field));
    }
  }

  @Test
  void distort_everythingAtItsLargest_staysWithinTheArray() {
    AugmentationConfig config = new AugmentationConfig(1 << 16, false, 180, 0.99, 1, 100, 1);
    for (int i = 0; i < EXAMPLES; i++) {
      assertThat(distort(config, 4, i)).hasSize(noise.inputs());
    }
  }

  @Test
  void distort_nothingAsked_givesTheImageItself() {
    for (int i = 0; i < EXAMPLES; i++) {
      assertThat(distort(affine(0, 0, 0, 0), 3, i)).isEqualTo(moved(i, 0, 0));
    }
  }

  @Test
  void distort_elasticFieldTooWeakToSee_givesTheImageItself() {
    AugmentationConfig config = elastic(Double.MIN_NORMAL, 4);
    assertThat(distort(config, 3, 0)).isEqualTo(moved(0, 0, 0));
  }

  @Test
  void distort_wholePixels_movesPixelsAsTheyAre() {
    AugmentationConfig config = new AugmentationConfig(20.9, true, 0, 0, 0, 0, 4);
    for (int i = 0; i < EXAMPLES; i++) {
      AffineDraw draw = ReferenceDistortion.affineDraw(config, 3, i);
      assertThat(distort(config, 3, i))
          .isEqualTo(moved(i, (int) draw.shiftX(), (int) draw.shiftY()));
    }
  }

  @Test
  void distort_sameSeed_givesTheSameImageWhateverCameBefore() {
    AugmentationConfig config = new AugmentationConfig(2, false, 15, 0.1, 0.1, 2, 4);
    Augmenter used = new Augmenter(config, noise);
    distort(used, 9, 1);
    distort(used, 9, 2);

    assertThat(distort(used, 9, 3)).isEqualTo(distort(config, 9, 3));
    assertThat(distort(used, 10, 3)).isNotEqualTo(distort(config, 9, 3));
  }

  @Test
  void distort_rotation_keepsTheInkOfAnImageThatStaysInside() {
    AugmentationConfig config = affine(0, 180, 0, 0);
    Dataset disc = disc();
    Augmenter augmenter = new Augmenter(config, disc);
    float[] turned_D = new float[disc.inputs()];
    for (int i = 0; i < EXAMPLES; i++) {
      augmenter.distort(0, ReferenceDistortion.at(5, i), turned_D, 0);
      double ink = 0;
      for (float pixel : turned_D) {
        assertThat(pixel).isBetween(0f, 255.001f);
        ink += pixel;
      }
      assertThat(ink).isCloseTo(ink(disc), within(0.01 * ink(disc)));
    }
  }

  static Stream<AugmentationConfig> allKinds() {
    return Stream.of(
        affine(3, 30, 0.2, 0.3), elastic(3, 2), new AugmentationConfig(2, true, 0, 0, 0, 0, 4));
  }

  /** Each plane as the grey image that it is, in an image whose ink is the others' too. */
  @ParameterizedTest
  @MethodSource("allKinds")
  void distort_colour_movesAllPlanesAlike(AugmentationConfig config) {
    Augmenter grey = new Augmenter(config, noise);
    Augmenter colour = new Augmenter(config, coloured());
    int plane = HEIGHT * WIDTH;
    float[] x = new float[3 * plane];
    float[] expected = new float[plane];
    for (int i = 0; i < EXAMPLES / 3; i++) {
      colour.distort(i, ReferenceDistortion.at(3, i), x, 0);
      for (int c = 0; c < 3; c++) {
        grey.distort(3 * i + c, ReferenceDistortion.at(3, i), expected, 0);
        float[] actual = Arrays.copyOfRange(x, c * plane, (c + 1) * plane);
        for (int p = 0; p < plane; p++) {
          assertThat(actual[p])
              .as("plane %d, pixel %d", c, p)
              .isCloseTo(expected[p], within((float) TOLERANCE));
        }
      }
    }
  }

  /** Three images of the noise are the planes of one. */
  private Dataset coloured() {
    byte[] pixels_ND = new byte[EXAMPLES * HEIGHT * WIDTH];
    for (int i = 0; i < pixels_ND.length; i++) {
      pixels_ND[i] = (byte) noise.pixel(i / noise.inputs(), i % noise.inputs());
    }
    return new Dataset(
        "colours",
        Dataset.Split.TRAIN,
        new ImageShape(3, HEIGHT, WIDTH),
        2,
        pixels_ND,
        new byte[EXAMPLES / 3],
        List.of());
  }

  private static double ink(Dataset data) {
    double ink = 0;
    for (int i = 0; i < data.inputs(); i++) {
      ink += data.pixel(0, i);
    }
    return ink;
  }

  private static AugmentationConfig affine(
      double shift, double rotation, double scale, double shear) {
    return new AugmentationConfig(shift, false, rotation, scale, shear, 0, 4);
  }

  private static AugmentationConfig elastic(double elastic, double smoothness) {
    return new AugmentationConfig(0, false, 0, 0, 0, elastic, smoothness);
  }

  private float[] distort(AugmentationConfig config, long seed, int index) {
    return distort(new Augmenter(config, noise), seed, index);
  }

  /** The image, with the places around it looked after. */
  private float[] distort(Augmenter augmenter, long seed, int index) {
    float[] x = new float[START + noise.inputs() + 1];
    Arrays.fill(x, UNTOUCHED);
    augmenter.distort(index, ReferenceDistortion.at(seed, index), x, START);
    assertThat(x[START - 1]).isEqualTo(UNTOUCHED);
    assertThat(x[x.length - 1]).isEqualTo(UNTOUCHED);
    return Arrays.copyOfRange(x, START, x.length - 1);
  }

  private float[] moved(int index, int shiftX, int shiftY) {
    float[] moved_D = new float[noise.inputs()];
    for (int y = Math.max(0, shiftY); y < Math.min(HEIGHT, HEIGHT + shiftY); y++) {
      for (int x = Math.max(0, shiftX); x < Math.min(WIDTH, WIDTH + shiftX); x++) {
        moved_D[y * WIDTH + x] = noise.pixel(index, (y - shiftY) * WIDTH + x - shiftX);
      }
    }
    return moved_D;
  }

  private static void assertClose(float[] actual_D, double[] expected_D) {
    for (int i = 0; i < expected_D.length; i++) {
      assertThat((double) actual_D[i])
          .as("pixel %d", i)
          .isCloseTo(expected_D[i], within(TOLERANCE));
    }
  }

  /** Noise in a box, another one in each image: the whole of the first, nothing of the last. */
  private static Dataset noise() {
    byte[] pixels_ND = new byte[EXAMPLES * HEIGHT * WIDTH];
    new Random(7).nextBytes(pixels_ND);
    for (int i = 0; i < pixels_ND.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH % HEIGHT;
      int index = i / (WIDTH * HEIGHT);
      boolean isInside =
          x >= index % 4 && x < WIDTH - index % 5 && y >= index % 3 && y < HEIGHT - index % 7;
      if (!isInside || index == EXAMPLES - 1) {
        pixels_ND[i] = 0;
      }
    }
    return DatasetTest.dataset(HEIGHT, WIDTH, pixels_ND, new int[EXAMPLES]);
  }

  /** A bright spot off the centre that fades towards its edge. */
  private static Dataset disc() {
    int side = 28;
    byte[] pixels_D = new byte[side * side];
    for (int i = 0; i < pixels_D.length; i++) {
      int x = i % side;
      int y = i / side;
      double distance = Math.hypot(x - 15.0, y - 11.0);
      pixels_D[i] = (byte) Math.max(0, 255 - 30 * distance);
    }
    return DatasetTest.dataset(side, side, pixels_D, 0);
  }
}
