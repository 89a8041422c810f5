import type { MyMeeting } from '../../../bot/http/contract/my-meeting.ts';
import { mayChange, type AgendaEdit } from '../../api/agenda.ts';
import type { Draft, Drafts } from './drafts.ts';

const unsent = 'unsent ';
/** Whether a draft is a new item that has not arrived. */
export const isUnsent = (key: string): boolean => key.startsWith(unsent);

/** The draft that an edit sends, and where it is kept; null for one without words. */
function draftOf(edit: AgendaEdit): { readonly key: string; readonly text: string; readonly version: number } | null {
  if (edit.kind === 'add') return { key: `${unsent}${edit.text}`, text: edit.text, version: 0 };
  if (edit.kind !== 'change' || edit.text === undefined) return null;
  return { key: edit.itemId, text: edit.text, version: edit.version };
}

/** Keeps the words of an edit that goes to the server now. */
export function keepWords(drafts: Drafts, edit: AgendaEdit): void {
  const sent = draftOf(edit);
  if (sent) drafts.set(sent.key, { text: sent.text, version: sent.version, isSent: true });
}

/** Lets the words go that have arrived; gives back to their author those that have not. */
export function settleWords(drafts: Drafts, edit: AgendaEdit, isDone: boolean): void {
  const sent = draftOf(edit);
  if (sent) drafts.set(sent.key, isDone ? null : { text: sent.text, version: sent.version, isSent: false });
}

/** Words that have no place any more: of items that are gone or not theirs to change by now, and new ones that did not arrive. */
export function orphansOf({ agenda, role }: MyMeeting, { all }: Drafts): readonly (Draft & { readonly key: string })[] {
  return Object.entries(all)
    .filter(([key, { isSent, version, text }]) => {
      if (isSent) return false;
      // It did arrive, although the answer did not.
      if (isUnsent(key)) return !agenda.some((item) => item.mine && item.text === text);
      const item = agenda.find(({ id }) => id === key);
      return version > 0 && (item === undefined || !mayChange(item, role));
    })
    .map(([key, draft]) => ({ key, ...draft }));
}
