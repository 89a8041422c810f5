import { EventSourceParserStream } from 'eventsource-parser/stream';
import { LiveNews } from '../../bot/http/contract/live.ts';
import { fetchSignedIn, SignInLost } from './client.ts';

/** Milliseconds to the next try: at first, and at most. */
const [soonest, latest] = [500, 30_000];
/** Milliseconds without a sign of life, which comes every twenty seconds, after which a stream counts as dead. */
const silence = 45_000;

/** Whether news comes: `waiting` before the first and between two tries. */
export type LiveState = 'waiting' | 'open' | 'signed-out';

/** Follows what the server tells. Answers how to stop. */
export type Follow = (heard: (news: LiveNews) => void, changed: (state: LiveState) => void) => () => void;

/**
 * Follows `GET /api/live`, again and again: a stream that ends is opened anew, later each time it fails, at once when the
 * browser is online again or the page is looked at again. (`EventSource` itself cannot send a token.)
 */
export function followServer(token: () => Promise<string>): Follow {
  return (heard, changed) => {
    const stopping = new AbortController();
    const isOver = () => stopping.signal.aborted;
    const run = async () => {
      let pause = soonest;
      while (!isOver()) {
        try {
          await readStream(token, stopping.signal, (news) => {
            pause = soonest;
            changed('open');
            heard(news);
          });
          changed('waiting');
        } catch (error) {
          if (isOver()) return;
          changed(error instanceof SignInLost ? 'signed-out' : 'waiting');
        }
        // Servers that come back are not all asked at the same moment.
        await untilWorthTrying(pause * (0.5 + Math.random()), stopping.signal);
        pause = Math.min(pause * 2, latest);
      }
    };
    void run();
    return () => stopping.abort();
  };
}

/** Reads one stream to its end. Throws when it cannot be opened, or dies. */
async function readStream(
  token: () => Promise<string>,
  stopped: AbortSignal,
  heard: (news: LiveNews) => void,
): Promise<void> {
  const dead = new AbortController();
  let timer = setTimeout(() => dead.abort(), silence);
  const alive = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      clearTimeout(timer);
      timer = setTimeout(() => dead.abort(), silence);
      controller.enqueue(chunk);
    },
  });
  try {
    const response = await fetchSignedIn(token, '/api/live', { signal: AbortSignal.any([stopped, dead.signal]) });
    if (!response.ok || !response.body) throw new Error(`no news: ${response.status}`);
    const events = response.body
      .pipeThrough(alive)
      .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
      .pipeThrough(new EventSourceParserStream())
      .getReader();
    for (;;) {
      const { done, value } = await events.read();
      if (done) return;
      if (value.event === 'news') heard(LiveNews.parse(JSON.parse(value.data)));
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Waits so many milliseconds, or less when there is a reason to try at once. */
function untilWorthTrying(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener('online', go);
      document.removeEventListener('visibilitychange', seen);
      stopped.removeEventListener('abort', go);
      resolve();
    };
    const seen = () => {
      if (document.visibilityState === 'visible') go();
    };
    const timer = setTimeout(go, milliseconds);
    window.addEventListener('online', go);
    document.addEventListener('visibilitychange', seen);
    stopped.addEventListener('abort', go);
  });
}
