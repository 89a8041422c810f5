import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format } from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';
import { SCHEMA_FILE } from './schema-file.ts';

/** The JSON schema of Graph's event, made from Microsoft's own types: no property is allowed that they do not name. */
export async function eventSchema(): Promise<string> {
  const types = createRequire(import.meta.url)
    .resolve('@microsoft/microsoft-graph-types/package.json')
    .replace('package.json', 'microsoft-graph.d.ts');
  const generator = createGenerator({
    path: types,
    type: 'Event',
    skipTypeCheck: true,
    // Only what is exported: the browser and Node have an Event of their own.
    expose: 'export',
    jsDoc: 'none',
    additionalProperties: false,
  });
  // Types without a name get one that holds a hash of the folder; numbers in order are the same everywhere.
  const names = new Map<string, string>();
  const schema = JSON.stringify(generator.createSchema('Event')).replaceAll(/def-[a-z]+-[\d-]+/g, (name) => {
    const known = names.get(name) ?? `Item${names.size + 1}`;
    names.set(name, known);
    return known;
  });
  return format(schema, { parser: 'json', printWidth: 120 });
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, await eventSchema());
