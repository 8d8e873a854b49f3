package io.ffsamediff.report;

import io.ffsamediff.eval.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.function.IntFunction;

/** A confusion matrix as a heat map. */
final class ConfusionPicture {

  private static final int RIGHT = 0x2563EB;
  private static final int WRONG = 0xDC2626;
  private static final int SIDE = 640;
  private static final int MARGIN = 110;
  private static final int MOST_LABELS = 40;
  private static final int MOST_COUNTS = 20;

  private ConfusionPicture() {}

  /** A pixel a cell on a transparent ground; right ones blue, wrong ones red. */
  static BufferedImage cells(ConfusionMatrix matrix) {
    int classes = matrix.classes();
    ConfusionShades shades = new ConfusionShades(matrix);
    BufferedImage cells = new BufferedImage(classes, classes, BufferedImage.TYPE_INT_ARGB);
    for (int a = 0; a < classes; a++) {
      for (int p = 0; p < classes; p++) {
        int alpha = (int) Math.round(255 * shades.of(a, p));
        cells.setRGB(p, a, alpha << 24 | (a == p ? RIGHT : WRONG));
      }
    }
    return cells;
  }

  /**
   * The cells with their classes, and counts where there is room.
   *
   * @param names names of the classes
   */
  static BufferedImage figure(ConfusionMatrix matrix, IntFunction<String> names) {
    int classes = matrix.classes();
    int cell = Math.max(2, SIDE / classes);
    int side = cell * classes;
    BufferedImage figure =
        new BufferedImage(
            MARGIN + side + MARGIN / 4, MARGIN + side + MARGIN / 4, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = figure.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, figure.getWidth(), figure.getHeight());
    pen.drawImage(cells(matrix), MARGIN, MARGIN, side, side, null);
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.setColor(Color.DARK_GRAY);
    pen.drawRect(MARGIN, MARGIN, side, side);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    centred(pen, "predicted", MARGIN + side / 2, 26, side);
    pen.drawString("true", 16, MARGIN - 14);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(9, Math.min(14, cell / 3))));
    if (classes <= MOST_LABELS) {
      labels(pen, names, classes, cell);
    }
    if (classes <= MOST_COUNTS) {
      counts(pen, matrix, cell);
    }
    pen.dispose();
    return figure;
  }

  private static void labels(Graphics2D pen, IntFunction<String> names, int classes, int cell) {
    for (int c = 0; c < classes; c++) {
      int middle = MARGIN + c * cell + cell / 2;
      centred(pen, names.apply(c), middle, MARGIN - 8, cell);
      centred(pen, names.apply(c), MARGIN / 2, middle + 5, MARGIN - 12);
    }
  }

  private static void counts(Graphics2D pen, ConfusionMatrix matrix, int cell) {
    ConfusionShades shades = new ConfusionShades(matrix);
    for (int a = 0; a < matrix.classes(); a++) {
      for (int p = 0; p < matrix.classes(); p++) {
        if (matrix.count(a, p) > 0) {
          pen.setColor(shades.of(a, p) > 0.55 ? Color.WHITE : Color.DARK_GRAY);
          String count = Integer.toString(matrix.count(a, p));
          centred(pen, count, MARGIN + p * cell + cell / 2, MARGIN + a * cell + cell / 2 + 5, cell);
        }
      }
    }
  }

  /** Writes as much of {@code text} as there is room for. */
  private static void centred(Graphics2D pen, String text, int middle, int base, int room) {
    String shown = text;
    while (shown.length() > 1 && pen.getFontMetrics().stringWidth(shown) > room) {
      shown = shown.substring(0, shown.length() - 1);
    }
    pen.drawString(shown, middle - pen.getFontMetrics().stringWidth(shown) / 2, base);
  }
}
