import { Badge, Button, Spinner, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { Replay, type Round } from '../../../../bot/http/contract/rounds.ts';
import { useAct, useSurroundings } from '../../../api/queries.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayAndTime } from '../../../components/when.ts';

/** Rounds shown before somebody asks for more. */
const shownAtFirst = 20;

/** Every round there was: who ran it, when, and what it came to; any of them can be worked out again. */
export function RoundsList({
  programmeId,
  rounds,
}: {
  readonly programmeId: string;
  readonly rounds: readonly Round[];
}) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const [limit, setLimit] = useState(shownAtFirst);
  if (rounds.length === 0) return <Text>{t('matching.noRounds')}</Text>;
  return (
    <div className={styles.tight}>
      <Text className={styles.quiet}>{t('matching.replayMeans')}</Text>
      <ul className={styles.list}>
        {rounds.slice(0, limit).map((round) => (
          <OneRound key={round.id} programmeId={programmeId} round={round} />
        ))}
      </ul>
      {rounds.length > limit && <Button onClick={() => setLimit(limit + shownAtFirst)}>{t('lead.more')}</Button>}
    </div>
  );
}

function OneRound({ programmeId, round }: { readonly programmeId: string; readonly round: Round }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const number = useNumbers();
  const replay = useAct(Replay, () => ['POST', `/programmes/${programmeId}/rounds/${round.id}/replay`]);
  const { totals, problem } = round;
  const facts = totals
    ? [
        t('matching.placed', { count: totals.placed, people: number(totals.placed) }),
        t('matching.totalFit', { fit: number(totals.totalFit) }),
        t(`objectives.${round.objective}`),
      ]
    : problem
      ? [t(`matching.problem.${problem.reason}`)]
      : [];
  return (
    <li className={styles.item}>
      <div className={styles.grow}>
        <Text weight="semibold" block>
          {t('matching.roundBy', {
            number: round.number,
            name: round.by,
            when: dayAndTime(round.startedAt, host.locale),
          })}
        </Text>
        <Text block className={styles.quiet}>
          {facts.join(' · ')}
        </Text>
        <Trouble error={replay.error} />
        {replay.data && <Text role="status">{t(`matching.replayed.${outcomeOf(replay.data)}`)}</Text>}
      </div>
      <Badge appearance="tint" color={round.state === 'proven' ? 'success' : 'informative'}>
        {round.publishedAt === null ? t(`matching.roundState.${round.state}`) : t('matching.roundState.published')}
      </Badge>
      {round.state === 'proven' && (
        <Button
          size="small"
          disabledFocusable={replay.isPending}
          {...(replay.isPending ? { icon: <Spinner size="tiny" /> } : {})}
          aria-label={t('matching.replayOf', { number: round.number })}
          onClick={() => replay.mutate(undefined)}
        >
          {t('matching.replay')}
        </Button>
      )}
    </li>
  );
}

const outcomeOf = ({ sameInput, sameResult }: z.output<typeof Replay>) =>
  sameInput && sameResult ? 'same' : sameInput ? 'otherResult' : 'otherInput';
