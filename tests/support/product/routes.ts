import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Product } from './product.ts';
import { programmeInput } from './stages.ts';

const Described = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** A route as the API describes itself. */
export interface Route {
  readonly method: string;
  /** From the root, as `/api/programmes/{id}`. */
  readonly template: string;
}

/** Every route that `/api/openapi.json` names. */
export async function routesOf(product: Product): Promise<readonly Route[]> {
  const { paths } = Described.parse((await product.ask('GET', '/api/openapi.json')).body);
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), template })),
  );
}

/** Whether only a programme lead may use it. */
export const isForTheLead = ({ template }: Route): boolean => /^\/api\/(programmes|groups)/.test(template);
/** Whether it is there before anybody has signed in. */
export const isOpen = ({ template }: Route): boolean => template === '/api/client-config';

/** The route's address below `/api` with these ids in their order, and ids of nothing where none are left. */
export function pathOf({ template }: Route, ids: readonly string[] = []): string {
  const left = [...ids];
  const path = template.replace(/^\/api/, '').replaceAll(/\{\w+\}/g, () => left.shift() ?? randomUUID());
  return template.startsWith('/api/my/participations/') && template.endsWith('/people') ? `${path}?search=ana` : path;
}

/** A body that the route takes; undefined where it takes none. */
export function bodyOf({ method, template }: Route): unknown {
  switch (`${method} ${template.replaceAll(/\{\w+\}/g, '{}')}`) {
    case 'POST /api/programmes':
      return programmeInput();
    case 'PUT /api/programmes/{}':
      return { ...programmeInput(), version: 1 };
    case 'POST /api/programmes/{}/people/file':
      return 'userPrincipalName,displayName\r\n';
    case 'POST /api/programmes/{}/people/group':
      return { groupId: randomUUID(), role: null };
    case 'PUT /api/programmes/{}/people/{}':
      return { role: 'mentor' };
    case 'POST /api/programmes/{}/matching':
      return {};
    case 'POST /api/programmes/{}/decisions':
      return { decisions: [{ kind: 'lock', menteeId: randomUUID(), mentorId: randomUUID() }] };
    case 'POST /api/programmes/{}/what-if':
      return { menteeId: randomUUID(), mentorId: randomUUID() };
    case 'POST /api/programmes/{}/could-pair':
      return { rules: programmeInput().rules };
    case 'POST /api/my/pairings/{}/answer':
      return { answer: 'accept' };
    case 'PUT /api/my/participations/{}':
      return { topics: [] };
    case 'PUT /api/my/profile':
      return { languages: ['en'] };
    case 'POST /api/my/data/erase':
      return { confirmed: true };
    case 'POST /api/my/sign-ups':
      return { programmeId: randomUUID(), role: 'mentor', topics: ['ai'], languages: ['en'], capacity: 1 };
    case 'POST /api/my/meetings/{}/agenda':
      return { text: 'What slows you down?' };
    case 'PUT /api/my/meetings/{}/agenda/{}':
      return { text: 'What helps you?' };
    case 'POST /api/my/meetings/{}/agenda/{}/reached':
      return { isReached: true };
    case 'POST /api/my/meetings/{}/agenda/carry-over':
    case 'POST /api/my/meetings/{}/agenda/presence':
      return { itemId: null };
    case 'POST /api/my/pairings/{}/times':
    case 'POST /api/my/pairings/{}/series':
      return { start: '2027-03-01T10:00:00Z' };
    case 'POST /api/my/pairings/{}/series/times':
      return {};
    case 'POST /api/my/pairings/{}/pause':
    case 'POST /api/programmes/{}/pairings/{}/pause':
      return { until: null };
    case 'POST /api/my/meetings/{}/move':
      return { startsAt: '2027-03-01T10:00:00Z' };
    case 'POST /api/my/meetings/{}/cancel':
      return { isOfferedAgain: false };
    case 'POST /api/programmes/{}/pairings/{}/replace':
      return { role: 'mentor', personId: randomUUID() };
    case 'POST /api/my/pairings/{}/help':
      return { to: 'lead', wants: 'talk', words: null };
    case 'POST /api/programmes/{}/bulk':
      return { deed: { kind: 'nudge' }, selection: { kind: 'all', filter: {}, except: [] } };
    case 'POST /api/programmes/{}/help/{}':
      return { state: 'seen' };
    case 'POST /api/programmes/{}/closing/thanks':
      return { words: null, asksAnotherRound: true };
    case 'POST /api/my/closings/{}/another-round':
      return { answer: 'yes', role: 'mentor' };
    case 'POST /api/my/check-ins/{}':
      return {
        tookPlace: 'no',
        whoTalked: null,
        spokeOpenly: null,
        menteesAgenda: null,
        summedUp: null,
        words: null,
        areWordsShared: false,
      };
    case 'POST /api/my/meetings/{}/summary':
      return { version: 1, text: 'Reports take too long.', commitment: null };
    case 'POST /api/my/meetings/{}/summary/verdict':
      return { version: 1, verdict: 'yes', commitmentVerdict: null, correction: null };
    case 'POST /api/my/commitments/{}':
      return { answer: 'done' };
    default:
      return undefined;
  }
}
