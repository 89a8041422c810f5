import type { Photo, Photos } from '../../mentoring/people/photos.ts';
import { TemporaryError } from '../../mentoring/ports.ts';
import { inBackground } from '../../urgency.ts';
import { GraphRefusal, type Graph } from './client.ts';

/** Milliseconds for which an answer is kept: a new picture is seen within the hour. */
const kept = 60 * 60_000;
/** The same where there was none to be had just then. */
const keptInTrouble = 60_000;
/** Bytes of all pictures that are kept; what has not been asked for longest goes first. */
const mostBytes = 32 * 1024 * 1024;
/** Bytes that an answer counts besides its picture. */
const overhead = 256;
/** A picture of that size is far smaller; one that is larger is something else. */
const largest = 200 * 1024;
const types = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;

interface Kept {
  readonly photo: Photo | null;
  readonly until: number;
}

/** Pictures of people, read through Graph and kept in memory. `clock` tells milliseconds that pass evenly. */
export function createPhotos(graph: Graph, clock: () => number = () => performance.now()): Photos {
  // A map keeps its order: the first is the one that nobody has asked for longest.
  const answers = new Map<string, Kept>();
  const underWay = new Map<string, Promise<Photo | null>>();
  let bytes = 0;
  const sizeOf = ({ photo }: Kept) => overhead + (photo?.bytes.length ?? 0);

  const forget = (key: string) => {
    const known = answers.get(key);
    if (known && answers.delete(key)) bytes -= sizeOf(known);
  };
  const keep = (key: string, answer: Kept) => {
    forget(key);
    answers.set(key, answer);
    bytes += sizeOf(answer);
    for (const [oldest] of answers) {
      if (bytes <= mostBytes) break;
      forget(oldest);
    }
  };
  const read = async (tenantId: string, entraObjectId: string): Promise<Kept> => {
    const path = `/users/${encodeURIComponent(entraObjectId)}/photos/96x96/$value`;
    try {
      // A picture waits for everything that people have asked for.
      const answer = await inBackground(() => graph({ tenantId, path, mailbox: entraObjectId }));
      return { photo: await photoOf(answer), until: clock() + kept };
    } catch (error) {
      if (error instanceof GraphRefusal) return { photo: null, until: clock() + kept };
      if (error instanceof TemporaryError) return { photo: null, until: clock() + keptInTrouble };
      throw error;
    }
  };

  return {
    async of(tenantId, entraObjectId) {
      const key = `${tenantId} ${entraObjectId}`;
      const known = answers.get(key);
      if (known && known.until > clock()) {
        answers.delete(key);
        answers.set(key, known);
        return known.photo;
      }
      const asked =
        underWay.get(key) ??
        read(tenantId, entraObjectId)
          .then((answer) => {
            keep(key, answer);
            return answer.photo;
          })
          .finally(() => underWay.delete(key));
      underWay.set(key, asked);
      return asked;
    },
  };
}

/** What Graph sent as a picture; null for what is none that a browser should be given. */
async function photoOf(answer: unknown): Promise<Photo | null> {
  if (!(answer instanceof Blob) || answer.size === 0 || answer.size > largest) return null;
  const type = types.find((one) => one === answer.type.split(';')[0]?.trim().toLowerCase());
  return type === undefined ? null : { type, bytes: new Uint8Array(await answer.arrayBuffer()) };
}
