package io.ffsamediff.serve;

import java.nio.file.Path;

/**
 * Where to listen and what to show.
 *
 * @param host name or address to listen on
 * @param port from 0, which takes a free one, to 65535
 * @param runs folder of the runs that are listed
 */
public record ServeSettings(String host, int port, Path runs) {}
