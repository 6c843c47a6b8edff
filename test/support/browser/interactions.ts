import type { CDPSession } from 'playwright-core';

/** A cheap phone is about six times slower than the machine that runs this. */
export const SLOWER = 6;

/** One key or touch. `delay` is what a person waits for its paint, `work` what the page's own thread worked for it; milliseconds. */
export interface Interaction {
  readonly delay: number;
  readonly work: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: {
    readonly data?: {
      readonly interactionId?: number;
      readonly timeStamp: number;
      readonly processingEnd: number;
      readonly commitFinishTime?: number;
      readonly duration: number;
    };
  };
}

const CATEGORIES = ['toplevel', 'devtools.timeline'];

/**
 * Every key and touch while `work` runs, from the browser's own trace. The thread's time does not count what else the machine does
 * meanwhile, as the time on the clock would.
 */
export async function interactionsDuring(
  protocol: CDPSession,
  work: () => Promise<void>,
): Promise<readonly Interaction[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { readonly value: object[] }): void => {
    events.push(...(value as TraceEvent[]));
  };
  protocol.on('Tracing.dataCollected', collect);
  const ended = new Promise((done) => protocol.once('Tracing.tracingComplete', done));
  await protocol.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: CATEGORIES },
  });
  await work();
  await protocol.send('Tracing.end');
  await ended;
  protocol.off('Tracing.dataCollected', collect);
  return interactionsIn(events);
}

function interactionsIn(events: readonly TraceEvent[]): readonly Interaction[] {
  const timings = events.flatMap((event) => {
    const { data } = event.args;
    const isTold = event.name === 'EventTiming' && event.ph === 'b' && (data?.interactionId ?? 0) > 0;
    return isTold && data !== undefined ? [{ ...event, data }] : [];
  });
  const tasks = events.filter(({ name, ph }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X');
  return [...Map.groupBy(timings, ({ data }) => data.interactionId).values()].map((parts) => {
    const from = Math.min(...parts.map(({ ts }) => ts));
    const until = Math.max(
      ...parts.map(({ ts, data }) => {
        const end = data.commitFinishTime ?? Math.max(data.processingEnd, data.timeStamp);
        return ts + (end - data.timeStamp) * 1000;
      }),
    );
    const worked = tasks.filter(
      ({ pid, tid, ts, dur = 0 }) =>
        pid === parts[0]?.pid && tid === parts[0].tid && ts < until && ts + dur > from,
    );
    const delay = Math.max(...parts.map(({ data }) => data.duration));
    return { delay, work: worked.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000 };
  });
}

/** The value that this share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
