import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startProduct, type Product } from '../../support/product/product.ts';
import { routesOf } from '../../support/product/routes.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

/** `GET /api/programmes/{}` of each route that the contract's table names. */
function routesOfTheTable(): readonly string[] {
  const readme = readFileSync(new URL('../../../bot/http/contract/README.md', import.meta.url), 'utf8');
  const requests = readme.split('\n').flatMap((line) => (/^\| +`/.test(line) ? [line.split('|')[1] ?? ''] : []));
  return requests.flatMap((request) => {
    const spans = [...request.matchAll(/`([A-Z]+)(?: (\/\S+))?`/g)];
    // A method that stands alone shares the address of its row.
    const shared = spans.find(([, , path]) => path !== undefined)?.[2] ?? '';
    return spans.map(([, method = '', path]) => `${method} ${withoutNames(path ?? shared)}`);
  });
}

const withoutNames = (path: string): string => path.replace(/\?.*$/, '').replaceAll(/:\w+|\{\w+\}/g, '{}');

describe('the description of the API', () => {
  it('names every route of the contract’s table and no other', async () => {
    const described = (await routesOf(product)).map(({ method, template }) => `${method} ${withoutNames(template)}`);
    const written = routesOfTheTable();
    expect(written.length).toBeGreaterThan(20);
    expect(new Set(written).size).toBe(written.length);
    expect(described.toSorted()).toEqual(written.toSorted());
  });

  it('can be read by a program: a version, a title, an answer for each operation and a parameter for each id', async () => {
    const Operation = z.object({
      parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']) })).default([]),
      requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })) }).optional(),
      responses: z.record(z.string().regex(/^[1-5]\d\d$/), z.looseObject({ description: z.string() })),
    });
    const Description = z.object({
      openapi: z.string().regex(/^3\.\d+\.\d+$/),
      info: z.object({ title: z.literal('Vantage'), version: z.string() }),
      paths: z.record(z.string().startsWith('/api/'), z.record(z.string(), Operation)),
    });
    const { paths } = Description.parse((await product.ask('GET', '/api/openapi.json')).body);
    for (const [path, operations] of Object.entries(paths)) {
      const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters, responses } of Object.values(operations)) {
        expect(parameters.flatMap((one) => (one.in === 'path' ? [one.name] : []))).toEqual(ids);
        expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
      }
    }
  });

  it('refers to nothing that it does not hold', async () => {
    const text = JSON.stringify((await product.ask('GET', '/api/openapi.json')).body);
    expect(text.match(/"\$ref":"(?!#\/components\/)/g)).toBeNull();
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(text).toContain(`"${name}":{`);
    }
  });
});

describe('before anybody has signed in', () => {
  it('the tab is told where it runs and as which app', async () => {
    const told = await product.ask('GET', '/api/client-config');
    expect(told).toMatchObject({
      status: 200,
      body: { host: 'sandbox', clientId: product.settings['ENTRA_CLIENT_ID'] },
    });
    expect(JSON.stringify(told.body)).not.toContain(product.settings['ENTRA_CLIENT_SECRET']);
  });
});
