import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Text,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePageStyles } from '../../../components/styles.ts';

/** Publishes the proposals once the lead has said so twice. */
export function Publish(props: {
  readonly count: number;
  /** Decisions that the proposals do not follow yet. */
  readonly changes: number;
  readonly isPrimary: boolean;
  readonly isDisabled: boolean;
  readonly publish: () => void;
}) {
  const { count, changes, isPrimary, isDisabled, publish } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  return (
    <Dialog>
      <DialogTrigger disableButtonEnhancement>
        <Button appearance={isPrimary ? 'primary' : 'secondary'} disabled={isDisabled}>
          {t('matching.publish', { count })}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('matching.publishTitle')}</DialogTitle>
          <DialogContent className={styles.tight}>
            <Text>{t('matching.publishText')}</Text>
            {changes > 0 && <Text>{t('matching.publishWithout', { count: changes })}</Text>}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('cancel')}</Button>
            </DialogTrigger>
            <DialogTrigger disableButtonEnhancement>
              <Button appearance="primary" onClick={publish}>
                {t('matching.publish', { count })}
              </Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
