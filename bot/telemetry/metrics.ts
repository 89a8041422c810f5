import { metrics, type Counter, type Histogram, type MeterProvider } from '@opentelemetry/api';

/**
 * Everything that is counted and measured, by name; what each alarms for and what to do then is in `infra/RUNBOOK.md`, and
 * a test compares the two. No metric says who: tenants, kinds and outcomes are its only attributes.
 */
export const measures = {
  /** How a message or card went to somebody's chat. */
  deliveries: { name: 'vantage.deliveries', unit: '{message}', says: 'messages to chats, by outcome' },
  /** How a step of a booking ended in Graph. */
  bookings: { name: 'vantage.bookings', unit: '{booking}', says: 'bookings of series and meetings, by outcome' },
  /** A 429 of Graph or the chat. */
  throttled: { name: 'vantage.graph.throttled', unit: '{request}', says: 'requests that Graph asked to send later' },
  /** What mentoring says of itself: `bot/mentoring/events.ts`. */
  events: { name: 'vantage.events', unit: '{event}', says: 'what happened in mentoring, by kind' },
  requests: { name: 'http.server.request.duration', unit: 's', says: 'how long requests took' },
  graphCalls: { name: 'http.client.request.duration', unit: 's', says: 'how long Graph took to answer' },
  jobs: { name: 'vantage.job.duration', unit: 's', says: 'how long jobs took, by kind and outcome' },
} as const;
/** What is looked up whenever it is to be told. */
export const gauges = {
  queueDepth: { name: 'vantage.queue.depth', unit: '{job}', says: 'jobs whose time has come and that wait, by kind' },
  queueAge: { name: 'vantage.queue.age', unit: 's', says: 'how long the oldest of them has waited, by kind' },
  deadLetters: { name: 'vantage.queue.dead', unit: '{job}', says: 'jobs that were put aside after their last try' },
} as const;

type Labels = Readonly<Record<string, string | number>>;
type Counted = 'deliveries' | 'bookings' | 'throttled' | 'events';
type Timed = 'requests' | 'graphCalls' | 'jobs';

const meter = () => metrics.getMeter('vantage');

interface Instruments {
  readonly counters: Map<Counted, Counter>;
  readonly histograms: Map<Timed, Histogram>;
}
/** Those of whoever takes them now: one that was made before anybody did counts for nobody. */
const made = new WeakMap<MeterProvider, Instruments>();
function instruments(): Instruments {
  const provider = metrics.getMeterProvider();
  const found = made.get(provider) ?? { counters: new Map(), histograms: new Map() };
  made.set(provider, found);
  return found;
}

/** Counts one more. */
export function count(what: Counted, labels: Labels = {}): void {
  const { counters } = instruments();
  const { name, unit, says } = measures[what];
  const counter = counters.get(what) ?? meter().createCounter(name, { unit, description: says });
  counters.set(what, counter);
  counter.add(1, labels);
}

/** Seconds up to a tenth of a minute closely, then coarsely. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Notes how long something took, in milliseconds. */
export function timed(what: Timed, milliseconds: number, labels: Labels = {}): void {
  const { histograms } = instruments();
  const { name, unit, says } = measures[what];
  const histogram =
    histograms.get(what) ??
    meter().createHistogram(name, { unit, description: says, advice: { explicitBucketBoundaries: bounds } });
  histograms.set(what, histogram);
  histogram.record(milliseconds / 1_000, labels);
}

/** How much waits in each queue, as the database says it. */
export interface QueueStanding {
  readonly name: string;
  readonly waiting: number;
  /** Seconds that the oldest has waited since its time came; 0 where none waits. */
  readonly oldestSeconds: number;
}

/** Has the queues told whenever metrics are. `read` may fail: then nothing is told of them, which alarms by itself. */
export function watchQueues(
  read: () => Promise<{ readonly queues: readonly QueueStanding[]; readonly dead: number }>,
  onError: (error: unknown) => void,
): void {
  const gauge = ({ name, unit, says }: (typeof gauges)[keyof typeof gauges]) =>
    meter().createObservableGauge(name, { unit, description: says });
  const [depth, age, dead] = [gauge(gauges.queueDepth), gauge(gauges.queueAge), gauge(gauges.deadLetters)];
  meter().addBatchObservableCallback(
    async (result) => {
      try {
        const standing = await read();
        for (const { name, waiting, oldestSeconds } of standing.queues) {
          result.observe(depth, waiting, { queue: name });
          result.observe(age, oldestSeconds, { queue: name });
        }
        result.observe(dead, standing.dead);
      } catch (error) {
        onError(error);
      }
    },
    [depth, age, dead],
  );
}
