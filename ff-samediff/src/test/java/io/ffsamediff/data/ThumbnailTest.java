package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ThumbnailTest {

  @Test
  void within_smallPicture_isItself() {
    Thumbnail picture = new Thumbnail(ImageShape.grey(2, 3), new byte[6]);

    assertThat(picture.within(3)).isSameAs(picture);
  }

  @Test
  void within_largePicture_hasMeansOfItsPixels() {
    byte[] pixels = {0, 10, 100, (byte) 200, 20, 30, (byte) 255, (byte) 255};

    Thumbnail small = new Thumbnail(ImageShape.grey(2, 4), pixels).within(2);

    assertThat(small.shape()).isEqualTo(ImageShape.grey(1, 2));
    assertThat(small.rgb(0)).isEqualTo(0x0F0F0F);
    assertThat(small.rgb(1)).isEqualTo(0xCBCBCB);
  }

  @Test
  void within_colour_keepsItsPlanesApart() {
    byte[] pixels = {10, 20, 30, 40, 50, 70};
    Thumbnail picture = new Thumbnail(new ImageShape(3, 1, 2), pixels);

    assertThat(picture.rgb(1)).isEqualTo(20 << 16 | 40 << 8 | 70);
    assertThat(picture.within(1).rgb(0)).isEqualTo(15 << 16 | 35 << 8 | 60);
  }

  @Test
  void within_veryFlatPicture_keepsARow() {
    Thumbnail small = new Thumbnail(ImageShape.grey(1, 1000), new byte[1000]).within(64);

    assertThat(small.shape()).isEqualTo(ImageShape.grey(1, 64));
  }

  @Test
  void new_wrongSize_isRefused() {
    assertThatThrownBy(() -> new Thumbnail(ImageShape.grey(2, 2), new byte[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an image of 3 pixels is not 2 x 2");
  }
}
