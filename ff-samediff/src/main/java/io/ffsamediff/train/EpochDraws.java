package io.ffsamediff.train;

import io.ffsamediff.data.Dataset;
import io.ffsamediff.data.NegativeSampler;
import java.util.concurrent.CompletableFuture;

/** The draws of all epochs; mostly made while the epoch before trains. */
final class EpochDraws {

  private final Dataset data;
  private final NegativeSampler sampler;
  private final RandomStreams streams;
  private CompletableFuture<EpochDraw> ahead;

  /** Begins with the first epoch's. */
  EpochDraws(Dataset data, NegativeSampler sampler, RandomStreams streams) {
    this.data = data;
    this.sampler = sampler;
    this.streams = streams;
    this.ahead = CompletableFuture.completedFuture(EpochDraw.of(0, data, sampler, streams));
  }

  /** The draw of {@code epoch}, from 0; the next one's is begun. */
  EpochDraw of(int epoch) {
    EpochDraw ready = ahead.join();
    EpochDraw draw = ready.epoch() == epoch ? ready : EpochDraw.of(epoch, data, sampler, streams);
    ahead = CompletableFuture.supplyAsync(() -> EpochDraw.of(epoch + 1, data, sampler, streams));
    return draw;
  }
}
