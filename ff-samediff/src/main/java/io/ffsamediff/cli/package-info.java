/** Commands: parse, wire, print, exit code. The only package that touches the console. */
@NullMarked
package io.ffsamediff.cli;

import org.jspecify.annotations.NullMarked;
