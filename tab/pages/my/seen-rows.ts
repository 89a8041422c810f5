/** What there is about somebody, in the order in which it comes up, named as in the texts. */
export const seenRows = [
  'answers',
  'whoTalked',
  'words',
  'tookPlace',
  'pooled',
  'agenda',
  'heard',
  'meetings',
  'agreement',
  'declines',
  'topics',
  'privateTopics',
  'wishes',
  'exclusions',
  'help',
  'directory',
] as const;
