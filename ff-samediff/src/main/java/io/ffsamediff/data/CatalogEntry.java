package io.ffsamediff.data;

/**
 * A data set that can be asked for by name.
 *
 * @param name name in {@code data.name} and in folders
 * @param description one line for people
 * @param licence licence and holder
 * @param classes the classes, with their names where they have some
 * @param files its files
 * @param origin where the files come from
 */
public record CatalogEntry(
    String name,
    String description,
    String licence,
    ClassLabels classes,
    DataFiles files,
    DataOrigin origin) {}
