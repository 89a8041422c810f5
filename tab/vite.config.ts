import react from '@vitejs/plugin-react';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Bytes below which a file travels as fast uncompressed. */
const worthCompressing = 1_000;

/** Lays a `.br` and a `.gz` beside every file, so that the server compresses nothing while somebody waits. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const names = await readdir(dir, { recursive: true });
      await Promise.all(
        names
          .filter((name) => /\.(js|css|html|svg|json)$/.test(name))
          .map(async (name) => {
            const path = join(dir, name);
            const content = await readFile(path);
            if (content.length < worthCompressing) return;
            // Both at the highest level of their own: they are made once.
            await writeFile(`${path}.br`, await promisify(brotliCompress)(content));
            await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
          }),
      );
    },
  };
}

/** Has the browser fetch together what `main.tsx` asks for one after the other. */
function fetchedAtOnce(): Plugin {
  return {
    name: 'fetched-at-once',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const host = Object.values(bundle).find(
          (file) => file.type === 'chunk' && file.facadeModuleId === folder('teams/teams-host.ts'),
        );
        if (!host) throw new Error('the chunk of teams-host.ts is not there');
        const head = { tag: 'link', injectTo: 'head' } as const;
        return [
          { ...head, attrs: { rel: 'modulepreload', crossorigin: true, href: `/tab/${host.fileName}` } },
          { ...head, attrs: { rel: 'preload', as: 'fetch', crossorigin: true, href: '/api/client-config' } },
        ];
      },
    },
  };
}

/** Leaves out how zod writes JSON schemas, which hangs on every schema and which the tab never asks for. */
function withoutJsonSchemas(): Plugin {
  return {
    name: 'without-json-schemas',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!/\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/.test(id)) return null;
      const names = (await readFile(id, 'utf8')).matchAll(/^export (?:const|function) (\w+)/gm);
      return [...names].map(([, name = '']) => `export const ${name} = () => undefined;`).join('\n');
    },
  };
}

/** The tab is served below `/tab/` by the product. */
export default defineConfig({
  root: folder('.'),
  base: '/tab/',
  plugins: [react(), withoutJsonSchemas(), fetchedAtOnce(), compressed()],
  build: {
    outDir: folder('dist'),
    emptyOutDir: true,
    // What every page needs is one large piece; it is cached by its name for a year.
    chunkSizeWarningLimit: 1_200,
    // One piece compresses a tenth better than the same in forty, which share little with pages that are opened later.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
});
