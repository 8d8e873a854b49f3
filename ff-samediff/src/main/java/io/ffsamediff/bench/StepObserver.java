package io.ffsamediff.bench;

/** Stands around each step of a {@link TrainingPass}. */
interface StepObserver {

  /** Sees nothing. */
  StepObserver NONE =
      new StepObserver() {
        @Override
        public void before() {}

        @Override
        public void after(int layer) {}
      };

  /** Just before a step. */
  void before();

  /** Just after a step of layer {@code layer}, from 0. */
  void after(int layer);
}
