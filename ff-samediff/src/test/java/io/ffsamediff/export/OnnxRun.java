package io.ffsamediff.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.ffsamediff.data.Dataset;
import java.nio.file.Path;
import java.util.Map;

/** What ONNX Runtime makes of a model. */
final class OnnxRun {

  private OnnxRun() {}

  /**
   * Outputs of a model.
   *
   * @param scores_NC the first output
   * @param label_N the second
   */
  record Outputs(float[][] scores_NC, long[] label_N) {}

  /** Runs all examples of {@code data} as one batch; pixels from 0 to 1, or a table's numbers. */
  static Outputs run(Path model, Dataset data, String scores) {
    try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model.toString());
        OnnxTensor x = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), inputs(data));
        OrtSession.Result result = session.run(Map.of("inputs", x))) {
      return new Outputs(
          (float[][]) result.get(scores).orElseThrow().getValue(),
          (long[]) result.get("label").orElseThrow().getValue());
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  private static float[][] inputs(Dataset data) {
    float[][] x_ND = new float[data.size()][data.inputs()];
    for (int i = 0; i < data.size(); i++) {
      data.copyInputs(i, x_ND[i], 0);
      for (int input = 0; input < data.inputs() && !data.isTable(); input++) {
        x_ND[i][input] /= 255;
      }
    }
    return x_ND;
  }
}
