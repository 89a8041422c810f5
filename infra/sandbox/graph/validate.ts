import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { refusal, type GraphAnswer } from './answer.ts';
import { SCHEMA_FILE } from './schema-file.ts';

const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as { definitions: { Event: { properties: object } } };
const ajv = new Ajv({ strict: false });
const isEvent = ajv.compile(schema);
const dateTime = {
  type: 'object',
  properties: { dateTime: { type: 'string' }, timeZone: { type: 'string' } },
  required: ['dateTime'],
  additionalProperties: false,
};
const isScheduleRequest = ajv.compile({
  type: 'object',
  properties: {
    schedules: { type: 'array', items: { type: 'string' }, minItems: 1 },
    startTime: dateTime,
    endTime: dateTime,
    availabilityViewInterval: { type: ['integer', 'null'] },
  },
  required: ['schedules', 'startTime', 'endTime'],
  additionalProperties: false,
});

/** The names of an event's properties. */
export const EVENT_PROPERTIES: readonly string[] = Object.keys(schema.definitions.Event.properties);

/** A body without its OData annotations, checked against Graph's types; or the refusal. */
export function checkEvent(
  body: unknown,
): { ok: true; event: Record<string, unknown> } | { ok: false; refusal: GraphAnswer } {
  const event = withoutAnnotations(body);
  if (isEvent(event)) return { ok: true, event: event as Record<string, unknown> };
  return { ok: false, refusal: schemaRefusal(isEvent.errors ?? [], 'microsoft.graph.event') };
}

/** The body of a getSchedule call. */
export interface ScheduleRequest {
  readonly schedules: readonly string[];
  readonly startTime: { readonly dateTime: string; readonly timeZone?: string };
  readonly endTime: { readonly dateTime: string; readonly timeZone?: string };
  readonly availabilityViewInterval?: number | null;
}

/** Like `checkEvent`, for getSchedule. */
export function checkScheduleRequest(
  body: unknown,
): { ok: true; request: ScheduleRequest } | { ok: false; refusal: GraphAnswer } {
  const request = withoutAnnotations(body);
  if (isScheduleRequest(request)) return { ok: true, request: request };
  return { ok: false, refusal: schemaRefusal(isScheduleRequest.errors ?? [], 'getSchedule') };
}

function schemaRefusal(errors: readonly ErrorObject[], type: string): GraphAnswer {
  const unknown = errors.find((error) => error.keyword === 'additionalProperties');
  if (unknown !== undefined) {
    const { additionalProperty } = unknown.params as { additionalProperty: string };
    const where = unknown.instancePath.slice(1).replaceAll('/', '.');
    return refusal(
      400,
      'RequestBodyRead',
      `The property '${additionalProperty}' does not exist on type '${where === '' ? type : `${type}.${where}`}'. Make sure to only use property names that are defined by the type or mark the type as open type.`,
    );
  }
  const [error] = errors;
  return refusal(
    400,
    'RequestBodyRead',
    `The value at '${error?.instancePath ?? ''}' of ${type} ${error?.message ?? 'is not valid'}.`,
  );
}

function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== 'object' || value === null) return value;
  const named = Object.entries(value).filter(([name]) => !name.includes('@'));
  return Object.fromEntries(named.map(([name, inner]) => [name, withoutAnnotations(inner)]));
}
