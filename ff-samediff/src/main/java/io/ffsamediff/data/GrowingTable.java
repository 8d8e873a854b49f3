package io.ffsamediff.data;

import java.util.Arrays;

/** Numbers and labels of which nobody knows beforehand how many there are. */
final class GrowingTable {

  private static final int FIRST_ROOM = 1 << 10;

  private final int mostNumbers;
  private float[] numbers = new float[FIRST_ROOM];
  private byte[] labels = new byte[FIRST_ROOM];
  private int numberCount;
  private int labelCount;

  /** Room for at most {@code mostNumbers} numbers, taken only as they come. */
  GrowingTable(int mostNumbers) {
    this.mostNumbers = mostNumbers;
  }

  /** Whether there is no room for a number more. */
  boolean isFull() {
    return numberCount == mostNumbers;
  }

  /** Adds a number; there must be room. */
  void add(float number) {
    if (numberCount == numbers.length) {
      numbers = Arrays.copyOf(numbers, grown(numberCount, mostNumbers));
    }
    numbers[numberCount++] = number;
  }

  /** Adds a label, 0 to 255; fewer than numbers, where each example has one. */
  void addLabel(int label) {
    if (labelCount == labels.length) {
      labels = Arrays.copyOf(labels, grown(labelCount, Integer.MAX_VALUE - Long.BYTES));
    }
    labels[labelCount++] = (byte) label;
  }

  private static int grown(int size, int most) {
    return (int) Math.min(most, Math.multiplyExact(2L, size));
  }

  /** Number of labels. */
  int labelCount() {
    return labelCount;
  }

  /** All numbers. */
  float[] numbers() {
    return Arrays.copyOf(numbers, numberCount);
  }

  /** All labels. */
  byte[] labels() {
    return Arrays.copyOf(labels, labelCount);
  }
}
