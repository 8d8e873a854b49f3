package io.ffsamediff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StrayOutputTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(StrayOutput.class);
  private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

  @BeforeEach
  void listen() {
    seen.start();
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    logger.addAppender(seen);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(seen);
    logger.setAdditive(true);
    logger.setLevel(null);
  }

  @Test
  void print_twoLines_areTwoLogLinesOfLevelDebug() {
    try (PrintStream out = StrayOutput.stream()) {
      out.println("Added differentiated op relu");
      out.print("Zwölf ");
      out.println("Boxkämpfer");
    }

    assertThat(seen.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("Added differentiated op relu", "Zwölf Boxkämpfer");
    assertThat(seen.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.DEBUG);
  }
}
