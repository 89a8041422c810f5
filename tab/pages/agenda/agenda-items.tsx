import { Button, Field, makeStyles, Text, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MyMeeting } from '../../../bot/http/contract/my-meeting.ts';
import { isPending, type AgendaEdit } from '../../api/agenda.ts';
import { usePageStyles } from '../../components/styles.ts';
import { AgendaItemCard } from './agenda-item.tsx';
import type { Drafts } from './drafts.ts';
import { isUnsent, orphansOf } from './keep-words.ts';
import { useHeldOrder } from './held-order.ts';
import { itemLimit } from './item-editor.tsx';
import type { Presence } from './presence.ts';
import { useDrag } from './use-drag.ts';

/** Most items of one agenda. */
export const agendaLimit = 12;

const useStyles = makeStyles({
  words: { '& textarea': { fieldSizing: 'content', minHeight: '32px', maxHeight: '240px' } },
});

/** The items of an agenda that is being set, and a place to write the next. */
export function AgendaItems(props: {
  readonly meeting: MyMeeting;
  readonly drafts: Drafts;
  readonly presence: Presence;
  readonly act: (edit: AgendaEdit) => void;
}) {
  const { meeting, drafts, presence, act } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { role } = meeting;
  const name = meeting.partner.displayName;
  const [isIn, setIsIn] = useState<string | null>(null);
  // Whoever writes keeps the order that they have before them; whoever moves items wants to see them move.
  const isWriting = isIn !== null && drafts.get(isIn) !== null;
  const items = useHeldOrder(meeting.agenda, isWriting);
  const drag = useDrag(
    items.map(({ id }) => id),
    (itemId, position) => act({ kind: 'move', itemId, position }),
  );
  const enter = (itemId: string | null) => {
    setIsIn(itemId);
    presence.enter(itemId);
  };
  return (
    <>
      {items.length === 0 && (
        <Text className={styles.quiet}>
          {t(role === 'mentee' ? 'agenda.emptyMentee' : 'agenda.emptyMentor', { name })}
        </Text>
      )}
      {items.length > 0 && (
        <ol className={styles.list}>
          {items.map((item, index) => (
            <AgendaItemCard
              key={item.id}
              item={item}
              role={role}
              name={name}
              isFixed={false}
              place={[index, items.length]}
              draft={drafts.get(item.id)}
              write={(draft) => drafts.set(item.id, draft)}
              isTheOtherHere={presence.theirs === item.id}
              isDragged={drag.dragged === item.id}
              shift={drag.shift(item.id)}
              drag={(event) => drag.begin(item.id, event)}
              measure={drag.place(item.id)}
              act={act}
              enter={(isHere) => {
                if (isHere && !isPending(item)) enter(item.id);
                else if (isIn === item.id) enter(null);
              }}
            />
          ))}
        </ol>
      )}
      <div>
        <Orphans meeting={meeting} drafts={drafts} act={act} />
        {items.length < agendaLimit ? (
          <NewItem role={role} drafts={drafts} act={act} />
        ) : (
          <Text className={styles.quiet}>{t('agenda.full')}</Text>
        )}
      </div>
    </>
  );
}

/** A place to write the next item. */
function NewItem(props: {
  readonly role: MyMeeting['role'];
  readonly drafts: Drafts;
  readonly act: (edit: AgendaEdit) => void;
}) {
  const { role, drafts, act } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const text = drafts.get('new')?.text ?? '';
  const write = (words: string) => drafts.set('new', words === '' ? null : { text: words, version: 0, isSent: false });
  const add = () => {
    if (text.trim() === '') return;
    write('');
    act({ kind: 'add', text: text.trim() });
  };
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Field label={t(`agenda.label.${role}`)} className={styles.grow}>
        <Textarea
          className={own.words}
          value={text}
          maxLength={itemLimit}
          rows={1}
          onChange={(_, { value }) => write(value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            add();
          }}
        />
      </Field>
      <Button type="submit" disabledFocusable={text.trim() === ''}>
        {t(`agenda.add.${role}`)}
      </Button>
    </form>
  );
}

/** What somebody was writing that has no place any more: of items that are gone, and what could not be sent. */
function Orphans(props: {
  readonly meeting: MyMeeting;
  readonly drafts: Drafts;
  readonly act: (edit: AgendaEdit) => void;
}) {
  const { meeting, drafts, act } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const lost = orphansOf(meeting, drafts);
  return (
    <div role="status">
      {lost.length > 0 && (
        <ul className={styles.list}>
          {lost.map(({ key, text }) => (
            <li key={key} className={styles.item}>
              <span className={styles.grow}>
                <Text block size={200} className={styles.quiet}>
                  {t(isUnsent(key) ? 'agenda.edit.unsent' : 'agenda.edit.gone')}
                </Text>
                {text}
              </span>
              <Button
                size="small"
                onClick={() => {
                  drafts.set(key, null);
                  act({ kind: 'add', text: text.trim() });
                }}
              >
                {t(`agenda.add.${meeting.role}`)}
              </Button>
              <Button size="small" appearance="subtle" onClick={() => drafts.set(key, null)}>
                {t('agenda.edit.letGo')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
