import { readFileSync } from 'node:fs';

/** A file of the repository, by its path from the top. */
export const readText = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
export const readJson = (path: string): unknown => JSON.parse(readText(path));

/** The names of the placeholders in a text, each once. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\$\{\{(\w+)\}\}/g)].map((found) => found[1] ?? '')),
];

/** What an administrator may have filled in. */
export const filledIn = {
  TEAMS_APP_ID: '6a9f4f5e-6c1c-4a53-9d5b-0f6d6b7f3a01',
  AAD_APP_CLIENT_ID: '0d0c1a52-95c5-4d6e-a7b2-4a2f7a3c9b02',
  AAD_APP_OBJECT_ID: '3a1a0a6e-2a52-4a0e-8a39-0b8b5f0d7c03',
  AAD_APP_TENANT_ID: 'b4b0d2f6-51a1-4f27-8d6b-7a5d3c2e1f04',
  BOT_ID: 'c6f7e8d9-1b2a-4c3d-9e4f-5a6b7c8d9e05',
  BOT_OBJECT_ID: 'd1e2f3a4-b5c6-4d7e-8f90-1a2b3c4d5e06',
  SECRET_AAD_APP_CLIENT_SECRET: 'one-secret',
  SECRET_BOT_PASSWORD: 'another-secret',
  TAB_DOMAIN: 'mentoring.example.org',
  PUBLISHER_NAME: 'Example "North" Ltd',
  PUBLISHER_WEBSITE_URL: 'https://example.org/help',
  PRIVACY_URL: 'https://example.org/privacy',
  TERMS_OF_USE_URL: 'https://example.org/terms',
  TEAMSFX_ENV: 'production',
};
