import {
  Button,
  Card,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  ProgressBar,
  Text,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Pairings } from '../../../bot/http/contract/contract.ts';
import { useAct, usePairings } from '../../api/queries.ts';
import { Reasons } from '../../components/reasons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';

/** The proposals with their reasons, and who is left out and why. */
export function MatchingPage({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const pairings = usePairings(programmeId);
  const match = useAct(Pairings, () => ['POST', `/programmes/${programmeId}/matching`]);
  const publish = useAct(Pairings, () => ['POST', `/programmes/${programmeId}/publish`]);
  const proposed = pairings.data?.pairings.filter((pairing) => pairing.state === 'proposed') ?? [];
  const unplaced = pairings.data?.unplaced ?? [];
  return (
    <div className={styles.stack}>
      <div className={styles.row}>
        <Button
          appearance={proposed.length === 0 ? 'primary' : 'secondary'}
          disabled={match.isPending}
          onClick={() => match.mutate(undefined)}
        >
          {proposed.length === 0 ? t('lead.run') : t('lead.runAgain')}
        </Button>
        {proposed.length > 0 && (
          <Dialog>
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="primary" disabled={publish.isPending}>
                {t('lead.publish', { count: proposed.length })}
              </Button>
            </DialogTrigger>
            <DialogSurface>
              <DialogBody>
                <DialogTitle>{t('lead.publishTitle')}</DialogTitle>
                <DialogContent>{t('lead.publishText')}</DialogContent>
                <DialogActions>
                  <DialogTrigger disableButtonEnhancement>
                    <Button>{t('cancel')}</Button>
                  </DialogTrigger>
                  <DialogTrigger disableButtonEnhancement>
                    <Button appearance="primary" onClick={() => publish.mutate(undefined)}>
                      {t('lead.publish', { count: proposed.length })}
                    </Button>
                  </DialogTrigger>
                </DialogActions>
              </DialogBody>
            </DialogSurface>
          </Dialog>
        )}
        <Text role="status">
          {proposed.length > 0 ? t('lead.proposed', { count: proposed.length }) : t('lead.noProposals')}
        </Text>
      </div>
      <Trouble error={match.error ?? publish.error ?? pairings.error} />
      <ul className={styles.list}>
        {proposed.map((pairing) => (
          <li key={pairing.id} className={styles.item}>
            <div className={styles.grow}>
              <Text weight="semibold" block>
                {t('lead.mentors', {
                  mentor: pairing.mentor.displayName,
                  mentee: pairing.mentee.displayName,
                })}
              </Text>
              <Text className={styles.quiet} block>
                {[pairing.mentor.jobTitle, pairing.mentee.jobTitle].filter(Boolean).join(' → ')}
              </Text>
              <Reasons reasons={pairing.reasons} />
            </div>
            <div style={{ width: '120px' }}>
              <Text size={200}>{t('lead.fit', { fit: pairing.fit })}</Text>
              <ProgressBar value={pairing.fit} max={100} aria-label={t('lead.fit', { fit: pairing.fit })} />
            </div>
          </li>
        ))}
      </ul>
      {unplaced.length > 0 && (
        <Card>
          <details>
            <summary>{`${t('lead.unplaced')} (${unplaced.length})`}</summary>
            <ul>
              {unplaced.map(({ person, role, reason }) => (
                <li key={person.id}>
                  {`${person.displayName} (${t(`lead.role.${role}`)}): ${t(`lead.unplacedReason.${reason}`)}`}
                </li>
              ))}
            </ul>
          </details>
        </Card>
      )}
    </div>
  );
}
