package io.ffsamediff.cli;

import io.ffsamediff.config.DeviceConfig.DeviceType;
import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.data.PictureFit;
import io.ffsamediff.export.ExportFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words that an option takes, as a shell completes them: in lower case. */
abstract class Words implements Iterable<String> {

  private final List<String> words;

  private Words(Enum<?>... constants) {
    words = Stream.of(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public Iterator<String> iterator() {
    return words.iterator();
  }

  /** Those of {@code --device}. */
  static final class Device extends Words {
    Device() {
      super(DeviceType.values());
    }
  }

  /** Those of {@code --as}. */
  static final class Fit extends Words {
    Fit() {
      super(PictureFit.values());
    }
  }

  /** Those of {@code --predictor}. */
  static final class Predictor extends Words {
    Predictor() {
      super(PredictorKind.values());
    }
  }

  /** Those of {@code --format}. */
  static final class Format extends Words {
    Format() {
      super(ExportFormat.values());
    }
  }
}
