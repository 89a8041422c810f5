import { together } from '../together.ts';

together(import.meta.url);
