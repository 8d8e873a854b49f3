package io.ffsamediff.report;

import io.ffsamediff.report.ReportSummary.Fact;
import io.ffsamediff.run.RunManifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The manifest as a table: everything needed to run the same again. */
final class ReportProvenance {

  /** Files of a data set that are listed; one of pictures has thousands. */
  private static final int FILES = 20;

  /** Resumptions that are listed: the last ones. */
  private static final int RESUMES = 20;

  private final RunManifest manifest;
  private final List<Fact> facts = new ArrayList<>();

  ReportProvenance(RunManifest manifest) {
    this.manifest = manifest;
  }

  /** The rows of the table. */
  List<Fact> facts() {
    facts.clear();
    times();
    add("Device", manifest.device().name(), manifest.device().reason());
    versions(manifest.versions());
    add("Seed", Long.toString(manifest.seed()), "");
    add("Configuration", manifest.configHash(), "SHA-256");
    add(
        "Examples",
        ReportFormat.count(manifest.examples().train()) + " to learn from",
        ReportFormat.count(manifest.examples().test()) + " to be judged by");
    manifest.data().stream()
        .limit(FILES)
        .forEach(file -> add(file.file(), file.sha256(), "SHA-256"));
    more("files", manifest.data().size() - FILES);
    return List.copyOf(facts);
  }

  private void times() {
    add("Started", ReportFormat.time(manifest.start()), "");
    more("resumptions", manifest.resumes().size() - RESUMES);
    int first = Math.max(0, manifest.resumes().size() - RESUMES);
    for (RunManifest.Resume resume : manifest.resumes().subList(first, manifest.resumes().size())) {
      String how = "after epoch " + resume.epochs();
      String with = String.join(", ", resume.changes());
      add("Resumed", ReportFormat.time(resume.at()), with.isEmpty() ? how : how + ", " + with);
    }
    if (manifest.end() != null) {
      add("Ended", ReportFormat.time(manifest.end()), "");
    }
  }

  private void more(String what, int count) {
    if (count > 0) {
      add("More " + what, ReportFormat.count(count), "see manifest.json");
    }
  }

  private void versions(RunManifest.Versions versions) {
    add("ff-samediff", versions.ff(), versions.gitCommit());
    add("Java", versions.jvm(), "");
    add("ND4J", versions.nd4j(), "");
    add("BLAS", versions.blas(), "");
    if (versions.oneDnn() != null) {
      add("oneDNN", versions.oneDnn(), "products of bfloat16");
    }
    if (versions.driver() != null) {
      add("Driver", versions.driver(), "");
    }
  }

  private void add(String name, String value, @Nullable String note) {
    facts.add(new Fact(name, value, note == null ? "" : note));
  }
}
