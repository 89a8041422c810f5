import { Button, Field, makeStyles, MessageBar, MessageBarBody, Textarea, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem } from '../../../bot/http/contract/agenda.ts';
import { usePageStyles } from '../../components/styles.ts';
import type { Draft } from './drafts.ts';

/** Longest text of an item, in characters. */
export const itemLimit = 300;

const useStyles = makeStyles({
  editor: { display: 'flex', flexDirection: 'column', gap: '8px', flexGrow: 1, minWidth: '0' },
  words: { '& textarea': { fieldSizing: 'content', minHeight: '32px', maxHeight: '240px' } },
  theirs: { margin: '4px 0 0', fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
});

/**
 * Writes an item anew, where it stands. When the other one has changed it meanwhile, both are shown: what one goes on writing,
 * and what stands now.
 */
export function ItemEditor(props: {
  readonly item: AgendaItem;
  readonly draft: Draft;
  readonly name: string;
  readonly change: (draft: Draft | null) => void;
  readonly save: (text: string) => void;
}) {
  const { item, draft, name, change, save } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const told = useId();
  const isChanged = draft.version !== item.version && draft.text.trim() !== item.text;
  const text = draft.text.trim();
  const keep = () => {
    if (text === '') return;
    if (text === item.text) change(null);
    else save(text);
  };
  return (
    <div className={styles.editor}>
      <Field label={t('agenda.edit.label')}>
        <Textarea
          className={styles.words}
          value={draft.text}
          maxLength={itemLimit}
          rows={1}
          autoFocus
          aria-describedby={isChanged ? told : undefined}
          onChange={(_, { value }) => change({ ...draft, text: value })}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape') change(null);
            if (event.key !== 'Enter' || event.shiftKey) return;
            event.preventDefault();
            keep();
          }}
        />
      </Field>
      <div id={told} role="status">
        {isChanged && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              {t('agenda.edit.changed', { name })}
              <p className={styles.theirs}>
                <bdi>{item.text}</bdi>
              </p>
            </MessageBarBody>
          </MessageBar>
        )}
      </div>
      <div className={page.row}>
        <Button size="small" appearance={isChanged ? 'secondary' : 'outline'} disabled={text === ''} onClick={keep}>
          {t(isChanged ? 'agenda.edit.keepMine' : 'save')}
        </Button>
        <Button size="small" appearance={isChanged ? 'secondary' : 'subtle'} onClick={() => change(null)}>
          {t(isChanged ? 'agenda.edit.takeTheirs' : 'cancel')}
        </Button>
      </div>
    </div>
  );
}
