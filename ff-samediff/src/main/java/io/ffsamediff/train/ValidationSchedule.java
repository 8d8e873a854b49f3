package io.ffsamediff.train;

/** Counts errors every so many epochs, and after the last. */
final class ValidationSchedule {

  private final Validation validation;
  private final int every;
  private final int epochs;

  ValidationSchedule(Validation validation, int every, int epochs) {
    this.validation = validation;
    this.every = every;
    this.epochs = epochs;
  }

  /** The event with errors where the epoch is one to be evaluated. */
  EpochEvent check(EpochEvent event) {
    if (event.epoch() % every != 0 && event.epoch() != epochs) {
      return event;
    }
    return event.with(validation.count());
  }
}
