import { Badge, Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Decision } from '../../../../bot/http/contract/decisions.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayAndTime } from '../../../components/when.ts';
import { coupleOf, undoing, useDecide } from './decide.ts';

/** What leads decided about couples, each to be taken back. */
export function Decisions(props: { readonly programmeId: string; readonly decisions: readonly Decision[] }) {
  const { programmeId, decisions } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const decide = useDecide(programmeId);
  if (decisions.length === 0) return <Text>{t('matching.noDecisions')}</Text>;
  return (
    <div className={styles.tight}>
      <Trouble error={decide.error} />
      <ul className={styles.list}>
        {decisions.map((one) => {
          const names = { mentor: one.mentor.displayName, mentee: one.mentee.displayName };
          return (
            <li key={one.id} className={styles.item}>
              <div className={styles.grow}>
                <Text weight="semibold" block>
                  {t(`matching.decided.${one.kind}`, names)}
                </Text>
                <Text size={200} className={styles.quiet}>
                  {`${one.by} · ${dayAndTime(one.at, host.locale)}`}
                </Text>
              </div>
              {!one.isApplied && (
                <Badge appearance="tint" color="brand">
                  {t('matching.fromNext')}
                </Badge>
              )}
              <Button
                size="small"
                disabled={decide.isPending}
                aria-label={t('matching.undoThat', { what: t(`matching.decided.${one.kind}`, names) })}
                onClick={() => decide.mutate([{ kind: undoing[one.kind], ...coupleOf(one) }])}
              >
                {t('matching.undo')}
              </Button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
