import '../../tab/page.tsx';
import { together } from '../together.ts';

together(import.meta.url);
