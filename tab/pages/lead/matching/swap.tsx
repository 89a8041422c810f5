import { Spinner, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Proposal } from '../../../../bot/http/contract/matching.ts';
import { useWhatIf } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { coupleOf, standingOf, useDecide, type Pair, type Words } from './decide.ts';
import { WhatIfAnswer } from './what-if.tsx';

/** Whether two proposals have mentors to swap: neither the mentor nor the mentee is the same. */
export const canSwap = (one: Pair, other: Pair): boolean =>
  one.mentor.id !== other.mentor.id && one.mentee.id !== other.mentee.id;

/** Asks what two swapped couples would mean before they are locked; nothing is changed until then. */
export function SwapDialog(props: {
  readonly programmeId: string;
  readonly pairs: readonly [Proposal, Proposal];
  readonly words: Words;
  readonly close: () => void;
}) {
  const { programmeId, pairs, words, close } = props;
  const [one, other] = pairs;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const number = useNumbers();
  const swapped = [
    { mentor: other.mentor, mentee: one.mentee },
    { mentor: one.mentor, mentee: other.mentee },
  ] as const;
  const answers = [useWhatIf(programmeId, coupleOf(swapped[0])), useWhatIf(programmeId, coupleOf(swapped[1]))] as const;
  const decide = useDecide(programmeId);
  const fits = answers.flatMap(({ data }) => (data?.kind === 'possible' ? [data.fit] : []));
  const change = fits.reduce((sum, fit) => sum + fit, 0) - one.fit - other.fit;
  const isPossible = fits.length === swapped.length;
  const isAsking = answers.some(({ isPending }) => isPending);
  const swap = () =>
    decide.mutate(
      [
        ...pairs
          .filter((pair) => standingOf(pair, words) === 'locked')
          .map((pair) => ({ kind: 'unlock' as const, ...coupleOf(pair) })),
        ...swapped.map((pair) => ({ kind: 'lock' as const, ...coupleOf(pair) })),
      ],
      { onSuccess: close },
    );
  return (
    <ActionDialog
      title={t('matching.swap.title')}
      action={t('matching.swap.lock')}
      isDisabled={!isPossible || decide.isPending}
      error={decide.error}
      act={swap}
      close={close}
    >
      {swapped.map((pair, index) => {
        const answer = answers[index];
        return (
          <section key={pair.mentor.id} className={styles.tight}>
            <h3 className={styles.heading}>
              {t('lead.mentors', { mentor: pair.mentor.displayName, mentee: pair.mentee.displayName })}
            </h3>
            {answer?.isPending && <Spinner size="small" label={t('matching.whatIf.asking')} />}
            <Trouble error={answer?.error ?? null} />
            {answer?.data && <WhatIfAnswer answer={answer.data} />}
          </section>
        );
      })}
      {isPossible && (
        <Text weight="semibold" role="status">
          {change === 0
            ? t('matching.swap.same')
            : change < 0
              ? t('matching.swap.falls', { fit: number(-change) })
              : t('matching.swap.rises', { fit: number(change) })}
        </Text>
      )}
      {!isPossible && !isAsking && <Text role="status">{t('matching.swap.impossible')}</Text>}
    </ActionDialog>
  );
}
