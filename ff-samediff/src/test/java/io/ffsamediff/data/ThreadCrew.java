package io.ffsamediff.data;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;

/** A crew that starts its threads for each work and lets them begin at the same time. */
record ThreadCrew(int size) implements Crew {

  @Override
  public void spread(Work work, int items) {
    int parts = Math.min(size, items);
    CyclicBarrier start = new CyclicBarrier(Math.max(1, parts));
    List<Thread> threads =
        IntStream.range(0, parts)
            .mapToObj(
                part ->
                    new Thread(
                        () -> {
                          await(start);
                          work.run(part, items * part / parts, items * (part + 1) / parts);
                        }))
            .toList();
    threads.forEach(Thread::start);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }
}
