package io.ffsamediff.export;

/**
 * A file that was exported.
 *
 * @param name its name in the folder
 * @param what what it holds, in words
 */
public record ExportedFile(String name, String what) {}
