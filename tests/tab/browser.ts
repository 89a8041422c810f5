import { TextDecoder, TextEncoder } from 'node:util';

/** What every browser has and jsdom does not give. Imported before anything that looks for it. */
Object.assign(globalThis, { TextDecoder, TextEncoder });
