package io.ffsamediff.examples;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.io.File;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that {@code ff export --format samediff} has written, used with ND4J alone. */
public final class ExportedLayers {

  private ExportedLayers() {}

  /**
   * Tries ten labels on an image, as the Keras example encodes them: each label in turn over the
   * first ten pixels, as high as the image's largest pixel, and the whole divided by its length.
   *
   * @param folder the exported files of a network of two layers
   * @param pixels_1D one image of D pixels, each from 0 to 1
   * @return the label of the largest goodness
   */
  public static int predict(File folder, INDArray pixels_1D) {
    SameDiff first = SameDiff.load(new File(folder, "layer-1.fb"), false);
    SameDiff second = SameDiff.load(new File(folder, "layer-2.fb"), false);
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < 10; label++) {
      INDArray x_1D = pixels_1D.dup();
      x_1D.get(all(), interval(0, 10)).assign(0);
      x_1D.putScalar(0, label, pixels_1D.maxNumber().doubleValue());
      x_1D.divi(x_1D.norm2Number().doubleValue() + 1e-4);
      Map<String, INDArray> input = Map.of("x", x_1D);
      double goodness = first.outputSingle(input, "goodness").getDouble(0);
      Map<String, INDArray> next = Map.of("x", first.outputSingle(input, "normalized"));
      goodness += second.outputSingle(next, "goodness").getDouble(0);
      if (goodness > most) {
        most = goodness;
        best = label;
      }
    }
    return best;
  }
}
