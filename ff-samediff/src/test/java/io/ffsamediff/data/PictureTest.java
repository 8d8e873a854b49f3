package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PictureTest {

  @Test
  void within_smallPicture_isItself() {
    Picture picture = new Picture(2, 3, new byte[6]);

    assertThat(picture.within(3)).isSameAs(picture);
  }

  @Test
  void within_largePicture_hasMeansOfItsPixels() {
    byte[] pixels = {0, 10, 100, (byte) 200, 20, 30, (byte) 255, (byte) 255};

    Picture small = new Picture(2, 4, pixels).within(2);

    assertThat(small.height()).isEqualTo(1);
    assertThat(small.width()).isEqualTo(2);
    assertThat(small.level(0, 0)).isEqualTo(15);
    assertThat(small.level(0, 1)).isEqualTo(203);
  }

  @Test
  void within_veryFlatPicture_keepsARow() {
    Picture small = new Picture(1, 1000, new byte[1000]).within(64);

    assertThat(small.height()).isEqualTo(1);
    assertThat(small.width()).isEqualTo(64);
  }

  @Test
  void new_wrongSize_isRefused() {
    assertThatThrownBy(() -> new Picture(2, 2, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an image of 3 pixels is not 2 x 2");
  }
}
