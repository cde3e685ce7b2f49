/**
 * Tests Headwater under real faults. A real broker and one to three real processors, each in a
 * process of its own, are killed, paused, added and removed while random events come in. Every
 * answer that they give meanwhile is compared with the oracle at the freshness that it states. At
 * the end, everything that they hold, delivered and answer is compared with it.
 *
 * <p>{@link dev.headwater.bench.faults.FaultRun} is the run. The seed decides the events, and when
 * each fault happens and to which process. What the processes do between two faults depends on the
 * machine.
 *
 * <p>{@link dev.headwater.bench.faults.KillRun} is a run of its own: it kills jobs that emit
 * events.
 *
 * <p>Every process started here ends with the process that started it, even if that one is killed
 * with kill -9 ({@link dev.headwater.bench.faults.ParentWatch}).
 */
package dev.headwater.bench.faults;
