import { Badge, Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Commitment, CommitmentInput } from '../../../bot/http/contract/commitments.ts';
import type { MyMeeting } from '../../../bot/http/contract/my-meeting.ts';
import { MyPairings } from '../../../bot/http/contract/my-pairings.ts';
import { useAct } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';

type Answer = Exclude<CommitmentInput['answer'], 'still-on-it'>;

/** What each side can say of a commitment as it stands. */
const answers: Readonly<Record<MyMeeting['role'], Partial<Record<Commitment['state'], readonly Answer[]>>>> = {
  mentee: { open: ['done', 'let-go'] },
  mentor: { open: ['changed'], 'said-done': ['changed', 'not-yet'] },
};

/** What the mentee said they would do, and how it stands. */
export function CommitmentLines(props: {
  /** Whose they are: one's part in it, and the other one. */
  readonly of: Pick<MyMeeting, 'role' | 'partner'>;
  readonly commitments: readonly Commitment[];
}) {
  const { of, commitments } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const name = of.partner.displayName;
  const act = useAct(MyPairings, ({ id, answer }: { readonly id: string; readonly answer: Answer }) => [
    'POST',
    `/my/commitments/${id}`,
    { answer },
  ]);
  return (
    <>
      <ul className={styles.list}>
        {commitments.map(({ id, text, state }) => (
          <li key={id} className={styles.item}>
            <Text className={styles.grow}>
              <bdi>{text}</bdi>
            </Text>
            <Badge appearance="tint" color={state === 'closed' ? 'success' : 'informative'}>
              {t(`agenda.will.state.${state}`, { name })}
            </Badge>
            {(answers[of.role][state] ?? []).map((answer) => (
              <Button
                key={answer}
                size="small"
                aria-label={t('agenda.will.answerOf', { answer: t(`agenda.will.answer.${answer}`), text })}
                disabledFocusable={act.isPending}
                onClick={() => act.mutate({ id, answer })}
              >
                {t(`agenda.will.answer.${answer}`)}
              </Button>
            ))}
          </li>
        ))}
      </ul>
      <Trouble error={act.error} />
    </>
  );
}
