package io.ffsamediff.eval;

import io.ffsamediff.config.EvaluationConfig.PredictorKind;
import io.ffsamediff.config.NetworkConfig;
import io.ffsamediff.config.RunConfig;
import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.RowEncoder;
import io.ffsamediff.train.FFNetwork;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All predictors that a network has: without labels in the input there are none to try. */
public final class Predictors implements AutoCloseable {

  /** Stands for whole data sets, whose examples are predicted in large blocks. */
  static final int MANY = Integer.MAX_VALUE;

  private final PredictorKind usual;
  private final Map<PredictorKind, Predictor> predictors = new EnumMap<>(PredictorKind.class);

  /**
   * For the network as it stands at each prediction, of whole data sets.
   *
   * @param network not changed; closed by its owner
   * @param encoder how examples become rows
   * @param config what the network was trained with
   */
  public Predictors(FFNetwork network, RowEncoder encoder, RunConfig config) {
    this(network, encoder, config, MANY);
  }

  /**
   * The same for few examples at a time, which then take less time and memory.
   *
   * @param examples how many are mostly predicted at a time, at least 1
   */
  public Predictors(FFNetwork network, RowEncoder encoder, RunConfig config, int examples) {
    this.usual = config.evaluation().usual(config.network(), config.labels());
    if (config.network() instanceof NetworkConfig.Backprop) {
      predictors.put(PredictorKind.HEAD, HeadPredictor.ofBackprop(network, encoder, examples));
      return;
    }
    if (encoder.labels().hasInputs()) {
      predictors.put(
          PredictorKind.GOODNESS,
          new GoodnessPredictor(network, encoder, config.evaluation().layers(), examples));
    }
    if (network.head().isPresent()) {
      predictors.put(PredictorKind.HEAD, HeadPredictor.ofHead(network, encoder, examples));
    }
    if (predictors.size() == 2) {
      predictors.put(
          PredictorKind.COMBINED,
          new CombinedPredictor(
              of(PredictorKind.GOODNESS).orElseThrow(), of(PredictorKind.HEAD).orElseThrow()));
    }
  }

  /** The run's default predictor. */
  public Predictor usual() {
    return of(usual).orElseThrow();
  }

  /** The predictor of a kind, where the network has it. */
  public Optional<Predictor> of(PredictorKind kind) {
    return Optional.ofNullable(predictors.get(kind));
  }

  /** All of them, the run's default first. */
  public List<Predictor> all() {
    List<Predictor> all = new ArrayList<>(List.of(usual()));
    predictors.values().stream().filter(p -> p != usual()).forEach(all::add);
    return all;
  }

  /** What each of them says of {@code data}, by name, the run's default first. */
  Map<String, Predictions> predict(Dataset data) {
    Map<PredictorKind, Predictions> made = new EnumMap<>(PredictorKind.class);
    predictors.forEach((kind, predictor) -> made.put(kind, predict(predictor, data, made)));
    Map<String, Predictions> byName = new LinkedHashMap<>();
    byName.put(usual().name(), Objects.requireNonNull(made.get(usual)));
    made.forEach((kind, predictions) -> byName.putIfAbsent(nameOf(kind), predictions));
    return byName;
  }

  private String nameOf(PredictorKind kind) {
    return of(kind).orElseThrow().name();
  }

  /** Kinds come in their order: what the combined predictor adds up is there when it is asked. */
  private static Predictions predict(
      Predictor predictor, Dataset data, Map<PredictorKind, Predictions> made) {
    return predictor instanceof CombinedPredictor
        ? CombinedPredictor.combine(
            Objects.requireNonNull(made.get(PredictorKind.GOODNESS)),
            Objects.requireNonNull(made.get(PredictorKind.HEAD)))
        : predictor.predict(data);
  }

  @Override
  public void close() {
    predictors.values().forEach(Predictor::close);
  }
}
