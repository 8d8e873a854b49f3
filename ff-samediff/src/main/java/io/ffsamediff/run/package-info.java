/** Artefacts: run folder, checkpoints, metrics, manifest, model. */
@NullMarked
package io.ffsamediff.run;

import org.jspecify.annotations.NullMarked;
