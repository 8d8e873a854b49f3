package io.ffsamediff.exec;

import io.ffsamediff.exec.DevicePlan.Extent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernels of a plan in the making, and the arrays by which they hand values to each other. */
final class KernelGroups {

  private final String name;
  private final Map<String, DeviceOutput> outputs;
  private final List<KernelGroup> groups = new ArrayList<>();
  private final Map<String, Integer> buffers = new LinkedHashMap<>();

  /**
   * No kernels yet.
   *
   * @param name of the kernels, letters
   * @param outputs what the plan leaves, by name
   */
  KernelGroups(String name, Map<String, DeviceOutput> outputs) {
    this.name = name;
    this.outputs = outputs;
  }

  /** The last level on which there is a kernel. */
  int lastLevel() {
    return groups.stream().mapToInt(KernelGroup::level).max().orElse(0);
  }

  /** The kernels of a level that leave something. */
  List<DeviceStep.Run> steps(int level) {
    return groups.stream()
        .filter(group -> group.level() == level && group.isUsed())
        .map(group -> group.step(name + (char) ('A' + groups.indexOf(group)), outputs))
        .toList();
  }

  /** Floats of each array that is needed besides those bound and those wanted. */
  Map<String, Integer> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /** Makes an array of a plan's own, where it is not one that is wanted. */
  void reserve(String array, Extent extent) {
    if (!outputs.containsKey(array)) {
      buffers.put(array, extent.length());
    }
  }

  /** The kernel that computes something over {@code domain} from {@code inputs}. */
  KernelGroup groupFor(List<DeviceValue> inputs, Extent domain) {
    KernelGroup group = findGroup(inputs, domain);
    inputs.forEach(input -> settle(input, group));
    return group;
  }

  private KernelGroup findGroup(List<DeviceValue> inputs, Extent domain) {
    for (DeviceValue input : inputs) {
      KernelGroup group = input.group();
      if (group != null && canJoin(group, inputs, domain)) {
        return group;
      }
    }
    int level = inputs.stream().mapToInt(DeviceValue::readyLevel).max().orElse(0);
    for (KernelGroup group : groups) {
      if (group.level() == level && group.domain().equals(domain)) {
        return group;
      }
    }
    KernelGroup group = new KernelGroup(level, domain);
    groups.add(group);
    return group;
  }

  /** Sees to it that {@code group} can have {@code input}. */
  private void settle(DeviceValue input, KernelGroup group) {
    KernelGroup home = input.home();
    if (home == null) {
      input.inputs().forEach(leaf -> settle(leaf, group));
    } else if (home != group || input.isSum()) {
      leave(input, home);
      requireReadable(input.name());
    }
  }

  private void leave(DeviceValue value, KernelGroup home) {
    home.leave(value);
    reserve(value.name(), value.extent());
  }

  private void requireReadable(String array) {
    DeviceOutput output = outputs.get(array);
    if (output != null && output.accumulate()) {
      throw new IllegalArgumentException(
          array + ": an accumulated output cannot be read by other ops of the plan");
    }
  }

  private static boolean canJoin(KernelGroup group, List<DeviceValue> inputs, Extent domain) {
    return domain.fits(group.domain())
        && inputs.stream()
            .allMatch(
                input ->
                    input.extent().fits(group.domain())
                        && (input.group() == group || input.readyLevel() <= group.level()));
  }

  /** The array that holds a value, made by a kernel where it is in none yet. */
  DeviceValue array(DeviceValue value) {
    if (value.isArray()) {
      return value;
    }
    int level = leave(value) + 1;
    requireReadable(value.name());
    return DeviceValue.array(value.name(), value.extent(), level);
  }

  /** Has a kernel leave a value; returns that kernel's level. */
  int leave(DeviceValue value) {
    KernelGroup home = value.home();
    KernelGroup group = home == null ? groupFor(List.of(value), value.extent()) : home;
    leave(value, group);
    return group.level();
  }
}
