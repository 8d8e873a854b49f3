package io.ffsamediff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureReaderTest {

  @TempDir private Path folder;

  /** Java's own conversion of grey would make 188 of 128. */
  @Test
  void read_greyPng_keepsEverySample() {
    byte[] samples = new byte[256];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) i;
    }

    Picture picture = read(PictureFiles.encoded(PictureFiles.grey(16, 16, samples), "png"));

    assertThat(picture.height()).isEqualTo(16);
    assertThat(picture.pixels(ImageShape.grey(16, 16))).isEqualTo(samples);
    for (int i = 0; i < 256; i++) {
      assertThat(picture.argb()[i]).isEqualTo(0xFF000000 | i << 16 | i << 8 | i);
    }
  }

  @Test
  void read_colourPngWithAlpha_keepsColoursAndAlpha() {
    BufferedImage image = PictureFiles.filled(BufferedImage.TYPE_INT_ARGB, 2, 3, 0x80FF4000);

    Picture picture = read(PictureFiles.encoded(image, "png"));

    assertThat(picture.argb()).hasSize(6).containsOnly(0x80FF4000);
  }

  @Test
  void read_paletteAndSixteenBits_areWhatTheyShow() {
    BufferedImage palette = PictureFiles.filled(BufferedImage.TYPE_BYTE_BINARY, 2, 2, -1);
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x8080);

    assertThat(read(PictureFiles.encoded(palette, "png")).argb()).containsOnly(-1);
    assertThat(read(PictureFiles.encoded(deep, "png")).argb()).containsOnly(0xFF808080);
  }

  @Test
  void read_jpeg_isCloseToWhatWasWritten() {
    BufferedImage image = PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 16, 8, 0x2040C0);

    Picture picture = read(PictureFiles.encoded(image, "jpg"));

    assertThat(picture.width()).isEqualTo(8);
    for (int argb : picture.argb()) {
      assertThat(argb >> 16 & 255).isBetween(0x20 - 4, 0x20 + 4);
      assertThat(argb & 255).isBetween(0xC0 - 4, 0xC0 + 4);
    }
  }

  @Test
  void planes_ofTransparentPicture_showThePaper() {
    Picture half = new Picture(1, 2, new int[] {0x80000000, 0x00FFFFFF});

    assertThat(half.planes(1, 255)[0]).containsExactly(127f, 255f);
    assertThat(half.planes(3, 0)).isEqualTo(new float[][] {{0, 0}, {0, 0}, {0, 0}});
  }

  @Test
  void planes_ofColour_areLuminanceOrTheThree() {
    Picture pure = new Picture(1, 3, new int[] {0xFFFF0000, 0xFF00FF00, 0xFF0000FF});

    assertThat(pure.planes(1, 0)[0]).containsExactly(0.299f * 255, 0.587f * 255, 0.114f * 255);
    assertThat(pure.planes(3, 0)).isEqualTo(new float[][] {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}});
  }

  @Test
  void read_damagedAnywhere_isRefusedOrAPicture() {
    byte[] sound = PictureFiles.encoded(PictureFiles.grey(4, 4, new byte[16]), "png");
    for (int length = 0; length < sound.length; length++) {
      byte[] cut = Arrays.copyOf(sound, length);
      try {
        assertThat(read(cut).argb()).hasSize(16);
      } catch (DataException e) {
        assertThat(e).hasMessageStartingWith("some.png: expected ");
      }
    }
    assertRefused(new byte[0], "a PNG or JPEG picture, received another kind of file");
    assertRefused(Arrays.copyOf(sound, 40), "a sound PNG or JPEG picture in grey or RGB");
  }

  /** The decoder itself would fill up with grey. */
  @Test
  void read_jpegThatIsCutOff_isRefused() {
    byte[] jpeg =
        PictureFiles.encoded(PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 90, 90, 0), "jpg");

    assertRefused(
        Arrays.copyOf(jpeg, jpeg.length - 20), "a whole picture, received one that is cut off");
  }

  @Test
  void read_gif_isRefused() {
    BufferedImage image = PictureFiles.filled(BufferedImage.TYPE_INT_RGB, 2, 2, 0);

    assertRefused(
        PictureFiles.encoded(image, "gif"), "a PNG or JPEG picture, received another kind of file");
  }

  /** 57 bytes that ask for 40 GB. */
  @Test
  void read_hugeHeader_isRefusedBeforeMemoryIsTaken() {
    byte[] png = PictureFiles.encoded(PictureFiles.grey(1, 1, new byte[1]), "png");
    ByteBuffer.wrap(png).putInt(16, 200_000).putInt(20, 200_000);
    CRC32 checksum = new CRC32();
    checksum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());

    assertRefused(png, "a picture of 1 to 64,000,000 pixels, received 200000 x 200000");
  }

  @Test
  void read_noFileOrFolder_isNamed() throws Exception {
    Path absent = folder.resolve("absent.png");

    assertThatThrownBy(() -> PictureReader.read(absent))
        .isInstanceOf(DataException.class)
        .hasMessage(
            absent + ": expected a picture, received nothing of that name. Check the path.");
    assertThatThrownBy(() -> PictureReader.read(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("received a folder");
    Path file = folder.resolve("text.png");
    Files.writeString(file, "text");
    assertThatThrownBy(() -> PictureReader.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString());
  }

  private static Picture read(byte[] bytes) {
    return PictureReader.read("some.png", bytes);
  }

  private static void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("some.png: expected " + message);
  }
}
