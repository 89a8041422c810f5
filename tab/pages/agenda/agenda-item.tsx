import { Badge, Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  ArrowDownRegular,
  ArrowUpRegular,
  DismissRegular,
  EditRegular,
  PersonRegular,
  ReOrderDotsVerticalRegular,
} from '@fluentui/react-icons';
import { useId, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem } from '../../../bot/http/contract/agenda.ts';
import type { MyPairing } from '../../../bot/http/contract/my-pairings.ts';
import { isPending, mayChange, type AgendaEdit } from '../../api/agenda.ts';
import type { Draft } from './drafts.ts';
import { ItemEditor } from './item-editor.tsx';

const useStyles = makeStyles({
  item: {
    position: 'relative',
    display: 'flex',
    alignItems: 'flex-start',
    gap: '4px 8px',
    flexWrap: 'wrap',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
    transitionProperty: 'transform, box-shadow',
    transitionDuration: '120ms',
    '@media (prefers-reduced-motion: reduce)': { transitionProperty: 'none' },
  },
  suggested: { border: `1px dashed ${tokens.colorNeutralStroke1}` },
  dragged: { zIndex: 1, boxShadow: tokens.shadow16, transitionProperty: 'box-shadow', cursor: 'grabbing' },
  /** The other one is here. */
  visited: { border: `1px solid ${tokens.colorBrandStroke1}` },
  handle: {
    display: 'flex',
    alignItems: 'center',
    minHeight: '32px',
    marginInlineStart: '-6px',
    color: tokens.colorNeutralForeground3,
    fontSize: '20px',
    cursor: 'grab',
    touchAction: 'none',
  },
  words: { flexGrow: 1, flexBasis: '180px', minWidth: '0', display: 'flex', flexDirection: 'column', gap: '4px' },
  text: { paddingTop: '6px', lineHeight: tokens.lineHeightBase300 },
  editable: { cursor: 'text' },
  marks: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px' },
  here: { display: 'inline-flex', alignItems: 'center', gap: '4px', color: tokens.colorBrandForeground1 },
  question: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    color: tokens.colorNeutralForeground2,
    borderInlineStartWidth: '2px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke1,
    paddingInlineStart: '8px',
  },
  actions: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    minHeight: '32px',
    marginInlineStart: 'auto',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** One item of an agenda that is being set. */
export function AgendaItemCard(props: {
  readonly item: AgendaItem;
  readonly role: MyPairing['role'];
  readonly name: string;
  /** Nothing may be changed any more, or nothing may be said yet. */
  readonly isFixed: boolean;
  /** Index and length. */
  readonly place: readonly [index: number, length: number];
  readonly draft: Draft | null;
  readonly write: (draft: Draft | null) => void;
  readonly isTheOtherHere: boolean;
  readonly isDragged: boolean;
  readonly shift: number;
  readonly drag: (event: PointerEvent<HTMLElement>) => void;
  readonly measure: (element: HTMLElement | null) => void;
  readonly act: (edit: AgendaEdit) => void;
  readonly enter: (isIn: boolean) => void;
}) {
  const {
    item,
    role,
    name,
    isFixed,
    place,
    draft,
    write,
    isTheOtherHere,
    isDragged,
    shift,
    drag,
    measure,
    act,
    enter,
  } = props;
  const [index, length] = place;
  const { t } = useTranslation();
  const styles = useStyles();
  const editId = useId();
  const backToEdit = () => requestAnimationFrame(() => document.getElementById(editId)?.focus());
  const { id: itemId, text, version } = item;
  const isSuggested = item.state === 'suggested';
  const isMentee = role === 'mentee';
  const isMine = !isFixed && !isPending(item) && mayChange(item, role);
  const isSorted = isMine && isMentee;
  const edit = () => write({ text, version, isSent: false });
  const close = (next: Draft | null) => {
    write(next);
    if (next === null) backToEdit();
  };
  const move = (position: number) => act({ kind: 'move', itemId, position });
  return (
    <li
      ref={measure}
      className={mergeClasses(
        styles.item,
        isSuggested && styles.suggested,
        isTheOtherHere && styles.visited,
        isDragged && styles.dragged,
      )}
      style={shift === 0 ? undefined : { transform: `translateY(${shift}px)` }}
      onFocus={() => enter(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) enter(false);
      }}
    >
      {isSorted && draft === null && (
        <span className={styles.handle} onPointerDown={drag} aria-hidden>
          <ReOrderDotsVerticalRegular />
        </span>
      )}
      {draft !== null && isMine ? (
        <ItemEditor
          item={item}
          draft={draft}
          name={name}
          change={close}
          save={(words) => {
            act({ kind: 'change', itemId, version, text: words });
            backToEdit();
          }}
        />
      ) : (
        <>
          <div className={styles.words}>
            <span
              className={mergeClasses(styles.text, isMine && styles.editable)}
              onClick={isMine ? edit : undefined}
              role="presentation"
            >
              <bdi>{text}</bdi>
            </span>
            {item.questions.map((question) => (
              <span key={question} className={styles.question}>
                <bdi>{question}</bdi>
                {isMine && (
                  <Button
                    size="small"
                    appearance="transparent"
                    icon={<DismissRegular />}
                    aria-label={t('agenda.remove', { text: question })}
                    onClick={() => {
                      const questions = item.questions.filter((one) => one !== question);
                      act({ kind: 'change', itemId, version, questions });
                    }}
                  />
                )}
              </span>
            ))}
            {(isSuggested || item.isCarriedOver || isTheOtherHere) && (
              <span className={styles.marks}>
                {isSuggested && <Badge appearance="tint">{t('agenda.suggested')}</Badge>}
                {item.isCarriedOver && (
                  <Badge appearance="tint" color="informative">
                    {t('agenda.carriedOver')}
                  </Badge>
                )}
                {isTheOtherHere && (
                  <Text size={200} className={styles.here}>
                    <PersonRegular aria-hidden />
                    {t('agenda.here', { name })}
                  </Text>
                )}
              </span>
            )}
          </div>
          {isMine && (
            <div className={styles.actions}>
              {isMentee && isSuggested && (
                <Button size="small" onClick={() => act({ kind: 'take-in', itemId })}>
                  {t('agenda.takeIn')}
                </Button>
              )}
              <Button
                id={editId}
                size="small"
                appearance="subtle"
                className={styles.quiet}
                icon={<EditRegular />}
                aria-label={t('agenda.edit.of', { text })}
                onClick={edit}
              />
              {isSorted && (
                <>
                  <Button
                    size="small"
                    appearance="subtle"
                    className={styles.quiet}
                    icon={<ArrowUpRegular />}
                    aria-label={t('agenda.up', { text })}
                    disabledFocusable={index === 0}
                    onClick={() => move(index - 1)}
                  />
                  <Button
                    size="small"
                    appearance="subtle"
                    className={styles.quiet}
                    icon={<ArrowDownRegular />}
                    aria-label={t('agenda.down', { text })}
                    disabledFocusable={index === length - 1}
                    onClick={() => move(index + 1)}
                  />
                </>
              )}
              <Button
                size="small"
                appearance="subtle"
                className={styles.quiet}
                icon={<DismissRegular />}
                aria-label={t('agenda.remove', { text })}
                onClick={() => act({ kind: 'remove', itemId, version })}
              />
            </div>
          )}
        </>
      )}
    </li>
  );
}
