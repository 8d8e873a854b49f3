package io.ffsamediff.train;

import io.ffsamediff.config.DeviceConfig;
import io.ffsamediff.exec.NetworkExecutors;

/** Where the layers of a network train, with the examples that they learn from. */
public interface Workplace {

  /** The executors of a run on {@code device}; closed by the controller that asks for them. */
  NetworkExecutors executors(DeviceConfig device);

  /**
   * Errors of the usual predictor on the examples to learn from, where these are elsewhere.
   *
   * @param judged the network as it stands
   */
  int trainingErrors(FFNetwork judged);

  /** This process, which has its examples. */
  static Workplace here() {
    return new Workplace() {
      @Override
      public NetworkExecutors executors(DeviceConfig device) {
        return new NetworkExecutors(device);
      }

      @Override
      public int trainingErrors(FFNetwork judged) {
        throw new IllegalStateException("the examples are here");
      }
    };
  }
}
