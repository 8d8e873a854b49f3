package io.ffsamediff.report;

import io.ffsamediff.data.ImageShape;
import io.ffsamediff.data.Thumbnail;
import io.ffsamediff.report.FirstLayer.Unit;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * Weights of the first layer as pictures, each unit by its own scale: {@link SignedScale}, and for
 * images in colour red, green and blue about a grey of zero.
 */
final class WeightImages {

  private static final int COLUMNS = 8;

  /** Most pixels of a unit's side. */
  private static final int SIDE = 64;

  private static final int GAP = 2;
  private static final int ZERO = 128;
  private static final int MARGIN = 20;
  private static final int CAPTION = 44;
  private static final int SHOWN_SIDE = 720;

  private WeightImages() {}

  /** All units side by side on a transparent ground, 8 in a row. */
  static BufferedImage mosaic(FirstLayer layer) {
    ImageShape cell =
        new Thumbnail(layer.shape(), new byte[layer.shape().inputs()]).within(SIDE).shape();
    int columns = Math.min(COLUMNS, layer.units().size());
    int rows = (layer.units().size() + columns - 1) / columns;
    int width = columns * (cell.width() + GAP) - GAP;
    int height = rows * (cell.height() + GAP) - GAP;
    boolean grey = cell.channels() == 1;
    BufferedImage mosaic =
        grey
            ? new BufferedImage(
                width, height, BufferedImage.TYPE_BYTE_INDEXED, SignedScale.palette())
            : new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < layer.units().size(); i++) {
      Thumbnail unit = levels(layer, layer.units().get(i)).within(SIDE);
      int left = i % columns * (cell.width() + GAP);
      int top = i / columns * (cell.height() + GAP);
      for (int p = 0; p < cell.plane(); p++) {
        int x = left + p % cell.width();
        int y = top + p / cell.width();
        if (grey) {
          mosaic.getRaster().setSample(x, y, 0, Math.max(1, unit.rgb(p) & 0xFF));
        } else {
          mosaic.setRGB(x, y, 0xFF000000 | unit.rgb(p));
        }
      }
    }
    return mosaic;
  }

  /** A unit's weights as levels about {@link #ZERO}; a label, whose are larger, may exceed them. */
  private static Thumbnail levels(FirstLayer layer, Unit unit) {
    float largest = Math.max(unit.largest(layer.labelPixels()), Float.MIN_NORMAL);
    byte[] levels = new byte[unit.weights_D().length];
    for (int i = 0; i < levels.length; i++) {
      float share = Math.max(-1, Math.min(1, unit.weights_D()[i] / largest));
      levels[i] = (byte) Math.round(ZERO + share * (share < 0 ? ZERO : ZERO - 1));
    }
    return new Thumbnail(layer.shape(), levels);
  }

  /** The mosaic with a caption. */
  static BufferedImage figure(FirstLayer layer) {
    BufferedImage mosaic = mosaic(layer);
    int times = Math.max(1, SHOWN_SIDE / Math.max(mosaic.getWidth(), mosaic.getHeight()));
    int width = mosaic.getWidth() * times;
    int height = mosaic.getHeight() * times;
    BufferedImage figure =
        new BufferedImage(
            Math.max(width + 2 * MARGIN, SHOWN_SIDE / 2),
            height + CAPTION + MARGIN,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = figure.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, figure.getWidth(), figure.getHeight());
    pen.setColor(Color.DARK_GRAY);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    pen.drawString(caption(layer), MARGIN, CAPTION - 16);
    pen.drawImage(mosaic, MARGIN, CAPTION, width, height, null);
    pen.dispose();
    return figure;
  }

  private static String caption(FirstLayer layer) {
    return "Weights of layer 1: %d of %d units".formatted(layer.units().size(), layer.of());
  }
}
