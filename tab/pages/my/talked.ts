import type { TFunction } from 'i18next';
import type { Meeting } from '../../../bot/http/contract/meetings.ts';

/** Who talked more, as each of the two saw it. */
export const talkedText = ({ mine, theirs }: NonNullable<Meeting['whoTalked']>, name: string, t: TFunction): string =>
  t('my.talked', { name, mine: t(`my.talkedMine.${mine}`, { name }), theirs: t(`my.talkedTheirs.${theirs}`) });
