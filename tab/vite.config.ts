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

/** The tab is served below `/tab/` by the product. */
export default defineConfig({
  root: folder('.'),
  base: '/tab/',
  plugins: [react(), compressed()],
  build: {
    outDir: folder('dist'),
    emptyOutDir: true,
    // Fluent's core is one large piece; it is cached by its name for a year.
    chunkSizeWarningLimit: 1_200,
  },
});
