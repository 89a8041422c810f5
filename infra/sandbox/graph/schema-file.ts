/** Where the schema of an event is kept: making it takes longer than everything else at the start. */
export const SCHEMA_FILE = new URL('event.schema.json', import.meta.url);
