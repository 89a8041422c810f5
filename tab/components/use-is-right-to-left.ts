import { directionOf, languageOf } from '../../bot/locales/languages.ts';
import { useSurroundings } from '../api/queries.ts';

/** Whether the page is written from right to left, so that what points back points the other way. */
export const useIsRightToLeft = (): boolean => directionOf(languageOf(useSurroundings().host.locale)) === 'rtl';
