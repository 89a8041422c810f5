import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** Keys that a file of texts may have, and whatever else a schema holds. */
export interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly patternProperties?: Readonly<Record<string, unknown>>;
}

const main = createRequire(import.meta.url).resolve('@microsoft/app-manifest');
const folder = join(dirname(main), 'json-schemas/teams');

/** The newest version of the manifest whose schema is shipped. */
export function newestVersion(): string {
  const numbers = readdirSync(folder).flatMap((name) => /^v1\.(\d+)$/.exec(name)?.[1] ?? []);
  return `1.${Math.max(...numbers.map(Number))}`;
}

/** Microsoft's schema of an app manifest, or of a file of its texts, as it is shipped for a version of the manifest. */
export function schemaOf(version: string, kind: 'MicrosoftTeams' | 'MicrosoftTeams.Localization'): Schema {
  const file = join(folder, `v${version}`, `${kind}.schema.json`);
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as Schema;
}

/** Checks against such a schema. They are of draft 4; nothing in them has another meaning in the drafts after it. */
export function checkOf(schema: Schema): ValidateFunction {
  const { $schema: _draft, ...rules } = schema as Schema & { $schema?: string };
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  return ajv.compile(rules);
}
