import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
} from '@opentelemetry/api';

/** What a step is: something asked of us, something we ask of others, or a job that takes up what another step left. */
export type StepKind = 'asked-of-us' | 'asked-of-others' | 'job';

const kinds: Readonly<Record<StepKind, SpanKind>> = {
  'asked-of-us': SpanKind.SERVER,
  'asked-of-others': SpanKind.CLIENT,
  job: SpanKind.CONSUMER,
};

/** Where a step stands in its trace, as the headers of W3C Trace Context say it; empty where nothing is traced. */
export type TraceHeaders = Readonly<Record<string, string>>;

/** Where the step at hand stands, to be kept with what goes on from it elsewhere. */
export function traceNow(): TraceHeaders {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

/** Told what came of a step. Ids, counts and codes alone: what is traced leaves the house. */
export type Note = (attributes: Attributes) => void;

/**
 * Runs work as one step of a trace: below the step at hand, or below the one that `from` names. Where it throws, the step
 * has failed; of the error its name is kept and no word.
 */
export async function asStep<T>(plan: StepPlan, work: (note: Note) => Promise<T>): Promise<T> {
  const { span, within } = start(plan);
  try {
    return await context.with(within, () => work((noted) => void span.setAttributes(noted)));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'unknown' });
    throw error;
  } finally {
    span.end();
  }
}

export interface StepPlan {
  /** The same for the same kind of step: no ids in it. */
  readonly name: string;
  readonly kind: StepKind;
  readonly from?: TraceHeaders;
  readonly attributes?: Attributes;
}

/** A step that ends elsewhere than it began, as a request does that is answered by hooks. */
export interface OpenStep {
  /** Runs work below it. */
  run<T>(work: () => T): T;
  end(attributes: Attributes, hasFailed: boolean): void;
}

export function beginStep(plan: StepPlan): OpenStep {
  const { span, within } = start(plan);
  return {
    run: (work) => context.with(within, work),
    end(noted, hasFailed) {
      span.setAttributes(noted);
      if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

function start({ name, kind, from, attributes }: StepPlan) {
  const parent = from === undefined ? context.active() : propagation.extract(ROOT_CONTEXT, from);
  const span = trace.getTracer('vantage').startSpan(name, { kind: kinds[kind], attributes: attributes ?? {} }, parent);
  return { span, within: trace.setSpan(parent, span) };
}
