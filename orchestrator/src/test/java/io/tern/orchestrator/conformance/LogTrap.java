package io.tern.orchestrator.conformance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Hears every logger at its finest level, in place of the console, until it is closed. */
final class LogTrap extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Map<Logger, Level> levels = new HashMap<>();
  private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
  private final List<Marks> marks;
  private final Queue<String> caught = new ConcurrentLinkedQueue<>();
  private final AtomicLong heard = new AtomicLong();

  LogTrap(Marks... marks) {
    this.marks = List.of(marks);
    root.iteratorForAppenders().forEachRemaining(usual::add);
    usual.forEach(root::detachAppender);
    for (Logger logger : loggers.getLoggerList()) {
      levels.put(logger, logger.getLevel());
      logger.setLevel(logger.equals(root) ? Level.TRACE : null);
    }
    setContext(loggers);
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    heard.incrementAndGet();
    String line = event.getFormattedMessage();
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    marks.stream()
        .flatMap(some -> some.in(line + trace).stream())
        .forEach(name -> caught.add(name + " by " + event.getLoggerName()));
  }

  /** Which marks were logged, and by whom. */
  List<String> caught() {
    return caught.stream().distinct().toList();
  }

  long heard() {
    return heard.get();
  }

  @Override
  public void close() {
    root.detachAppender(this);
    levels.forEach(Logger::setLevel);
    usual.forEach(root::addAppender);
    stop();
  }
}
