import { Button, Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { AgendaItem } from '../../../bot/http/contract/agenda.ts';
import type { MyMeeting } from '../../../bot/http/contract/my-meeting.ts';
import { isLeft, type AgendaEdit } from '../../api/agenda.ts';
import { usePageStyles } from '../../components/styles.ts';

const useStyles = makeStyles({
  questions: { margin: '0', paddingInlineStart: '20px', color: tokens.colorNeutralForeground2 },
  words: { flexGrow: 1, flexBasis: '180px', minWidth: '0' },
});

/** The agenda of a meeting that is over: what was reached, and what goes on to the next. */
export function LeftOver(props: {
  readonly meeting: MyMeeting;
  /** Of the meeting that takes up what is left; null where there is none. */
  readonly nextDay: string | null;
  readonly act: (edit: AgendaEdit) => void;
}) {
  const { meeting, nextDay, act } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { agenda, role } = meeting;
  const left = agenda.filter((item) => isLeft(item, role));
  if (agenda.length === 0) return <Text className={styles.quiet}>{t('agenda.overEmpty')}</Text>;
  return (
    <>
      <ol className={styles.list}>
        {agenda.map((item) => (
          <Item key={item.id} item={item} meeting={meeting} canCarry={nextDay !== null} act={act} />
        ))}
      </ol>
      {left.length > 1 && nextDay !== null && (
        <div className={styles.row}>
          <Button onClick={() => act({ kind: 'carry-over', itemId: null })}>
            {t('agenda.carryAll', { day: nextDay, count: left.length })}
          </Button>
        </div>
      )}
      {left.length > 0 && nextDay === null && <Text className={styles.quiet}>{t('agenda.noNext')}</Text>}
    </>
  );
}

function Item(props: {
  readonly item: AgendaItem;
  readonly meeting: MyMeeting;
  readonly canCarry: boolean;
  readonly act: (edit: AgendaEdit) => void;
}) {
  const { item, meeting, canCarry, act } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { id: itemId, text, state, questions } = item;
  const isMarked = meeting.state === 'held' && (state === 'taken-in' || state === 'reached');
  return (
    <li className={mergeClasses(styles.item, state === 'suggested' && styles.suggested)}>
      <div className={own.words}>
        {isMarked ? (
          <Checkbox
            checked={state === 'reached'}
            label={<bdi>{text}</bdi>}
            onChange={(_, { checked }) => act({ kind: 'reach', itemId, isReached: checked === true })}
          />
        ) : (
          <Text>
            <bdi>{text}</bdi>
          </Text>
        )}
        {questions.length > 0 && (
          <ul className={own.questions}>
            {questions.map((question) => (
              <li key={question}>
                <bdi>{question}</bdi>
              </li>
            ))}
          </ul>
        )}
      </div>
      <Text size={200} className={styles.quiet}>
        {t(`agenda.state.${state}`)}
      </Text>
      {canCarry && isLeft(item, meeting.role) && (
        <Button
          size="small"
          aria-label={t('agenda.carryOf', { text })}
          onClick={() => act({ kind: 'carry-over', itemId })}
        >
          {t('agenda.carry')}
        </Button>
      )}
    </li>
  );
}
