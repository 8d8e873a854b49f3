package io.ffsamediff.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe for the bundled table, as a user runs it. */
class IrisIT {

  private static final Pattern ACCURACY = Pattern.compile("accuracy +([0-9.]+) %");

  @TempDir Path folder;

  @Test
  void iris_isLearntAndEvaluated() {
    Ff ff = new Ff(folder);
    Path config = Ff.repositoryScript().resolveSibling("configs/iris.json");

    Ff.Outcome train = ff.run("train", config.toString(), "--out", "run");

    assertThat(train.exitCode()).as(train.err()).isZero();
    assertThat(accuracy(train)).isGreaterThanOrEqualTo(90);
    Ff.Outcome evaluate = ff.run("evaluate", "run");
    assertThat(evaluate.exitCode()).as(evaluate.err()).isZero();
    assertThat(accuracy(evaluate)).isEqualTo(accuracy(train));
  }

  private static double accuracy(Ff.Outcome outcome) {
    Matcher found = ACCURACY.matcher(outcome.out());
    assertThat(found.find()).as(outcome.out()).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
