import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The tab is served below `/tab/` by the product. */
export default defineConfig({
  root: folder('.'),
  base: '/tab/',
  plugins: [react()],
  build: {
    outDir: folder('dist'),
    emptyOutDir: true,
    // Fluent's core is one large piece; it is cached by its name for a year.
    chunkSizeWarningLimit: 1_200,
  },
});
