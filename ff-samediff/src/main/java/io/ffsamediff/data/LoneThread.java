package io.ffsamediff.data;

/** The caller alone. */
record LoneThread() implements Crew {

  @Override
  public int size() {
    return 1;
  }

  @Override
  public void spread(Work work, int items) {
    work.run(0, 0, items);
  }
}
