package io.ffsamediff.data;

/**
 * A data set that can be asked for by name.
 *
 * @param name name in {@code data.name} and in folders
 * @param description one line for people
 * @param licence licence and holder
 * @param classes number of classes C; labels are 0 to C - 1
 * @param files its files
 * @param origin where the files come from
 */
public record CatalogEntry(
    String name,
    String description,
    String licence,
    int classes,
    DataFiles files,
    DataOrigin origin) {}
