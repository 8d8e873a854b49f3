package io.ffsamediff.data;

/**
 * One line of {@code ff data list}.
 *
 * @param name name of the data set
 * @param description one line for people
 * @param licence licence and holder
 * @param here whether all files are on this machine; they are not read for this
 * @param where the folder that holds them, or {@code not here: ...} with what was looked at
 */
public record DatasetStatus(
    String name, String description, String licence, boolean here, String where) {}
