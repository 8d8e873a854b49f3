package io.ffsamediff.graph;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/*
 * FlatGraph and FlatVariable of nd4j's graph.fbs. SameDiff.load makes an object of each operation that
 * the file names, and of each class that its training configuration names; here a file is data.
 */
/**
 * A forward graph with its parameters as a SameDiff file, without training configuration. Reading
 * takes the parameters that are asked for and interprets nothing else.
 */
final class ParameterFile {

  private static final int GRAPH_VARIABLES = 1;
  private static final int GRAPH_TRAINING_CONFIG = 7;
  private static final int GRAPH_UPDATER_STATE = 8;
  private static final int VARIABLE_NAME = 1;
  private static final int VARIABLE_ARRAY = 4;

  /** Variables of a graph; ff writes fewer than twenty a layer. */
  private static final int MAX_VARIABLES = 10_000;

  /** Bytes of a name that can be one of a parameter. */
  private static final int MAX_NAME = 64;

  private ParameterFile() {}

  /**
   * A parameter that a file must have.
   *
   * @param name name of its variable
   * @param shape its sizes: one or two dimensions
   */
  record Parameter(String name, List<Long> shape) {

    /** Number of its values. */
    long length() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }
  }

  /**
   * Writes {@code graph}.
   *
   * @param parameters what its variables are to hold, by name
   */
  static void save(SameDiff graph, Map<String, INDArray> parameters, Path file) {
    parameters.forEach((name, values) -> graph.getVariable(name).getArr().assign(values));
    graph.save(file.toFile(), false);
  }

  /**
   * Reads parameters. Memory is taken only after the file was found to hold all of them.
   *
   * @param wanted the parameters, of different names
   * @return their values one after another, in each the last dimension fastest
   * @throws ParameterFileException if the file cannot be read, is no SameDiff file, is more than
   *     parameters, or has other parameters; the message names what differs
   */
  static float[] read(Path path, List<Parameter> wanted) {
    try (FlatFile file = new FlatFile(path)) {
      return values(file, wanted, arrays(file, wanted));
    } catch (NoSuchFileException e) {
      throw unreadable(path, "no file of that name", e);
    } catch (IOException e) {
      throw unreadable(path, "an error (" + e + ")", e);
    }
  }

  private static ParameterFileException unreadable(Path path, String received, IOException cause) {
    return new ParameterFileException(
        "%s: expected a readable file of parameters, received %s. Restore it, or train again."
            .formatted(path, received),
        cause);
  }

  private static Map<String, StoredArray> arrays(FlatFile file, List<Parameter> wanted)
      throws IOException {
    FlatTable graph = file.root();
    refuse(file, graph, GRAPH_TRAINING_CONFIG, "a training configuration");
    refuse(file, graph, GRAPH_UPDATER_STATE, "the state of an updater");
    FlatTable.Vector variables = graph.vector(GRAPH_VARIABLES, Integer.BYTES, "the variables");
    if (variables.length() > MAX_VARIABLES) {
      throw file.damaged("at most " + MAX_VARIABLES + " variables", "" + variables.length());
    }
    Map<String, Parameter> byName = new LinkedHashMap<>();
    wanted.forEach(parameter -> byName.put(parameter.name(), parameter));
    Map<String, StoredArray> found = new LinkedHashMap<>();
    for (long i = 0; i < variables.length(); i++) {
      long place = file.reference(variables.start() + Integer.BYTES * i, "a variable");
      add(file, new FlatTable(file, place), byName, found);
    }
    return found;
  }

  private static void refuse(FlatFile file, FlatTable graph, int field, String what)
      throws IOException {
    if (graph.has(field)) {
      throw file.refuse(
          "a SameDiff file of parameters alone",
          "one with " + what,
          "It is not opened, since such a file can name code to run; save it without.");
    }
  }

  private static void add(
      FlatFile file,
      FlatTable variable,
      Map<String, Parameter> wanted,
      Map<String, StoredArray> found)
      throws IOException {
    String name = variable.text(VARIABLE_NAME, MAX_NAME, "a variable's name");
    Parameter parameter = wanted.get(name);
    if (parameter == null || !variable.has(VARIABLE_ARRAY)) {
      return;
    }
    FlatTable array = variable.table(VARIABLE_ARRAY, "the array of " + name);
    if (found.put(name, new StoredArray(file, array, parameter)) != null) {
      throw file.damaged("one " + name, "another of that name");
    }
  }

  private static float[] values(
      FlatFile file, List<Parameter> wanted, Map<String, StoredArray> found) throws IOException {
    long length = 0;
    for (Parameter parameter : wanted) {
      if (!found.containsKey(parameter.name())) {
        throw file.damaged("%s of shape %s".formatted(parameter.name(), parameter.shape()), "none");
      }
      length += parameter.length();
    }
    // Each array lies in the file; together they do not where two share their values.
    file.require(0, Float.BYTES * length, "the values of all parameters");
    float[] values = new float[Math.toIntExact(length)];
    int next = 0;
    for (Parameter parameter : wanted) {
      Objects.requireNonNull(found.get(parameter.name())).copyTo(values, next);
      next += Math.toIntExact(parameter.length());
    }
    return values;
  }
}
