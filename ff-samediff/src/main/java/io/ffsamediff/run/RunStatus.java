package io.ffsamediff.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a run has come. */
public enum RunStatus {
  /** Being trained, or its process was killed. */
  @JsonProperty("running")
  RUNNING,
  /** All epochs done. */
  @JsonProperty("finished")
  FINISHED,
  /** Stopped on request; a checkpoint was saved. */
  @JsonProperty("interrupted")
  INTERRUPTED,
  /** The loss was no longer a finite number. */
  @JsonProperty("diverged")
  DIVERGED
}
