import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageStyles } from './styles.ts';
import { Trouble } from './trouble.tsx';

/** Asks before something is done; stays open, with what went wrong, when it could not be done. */
export function ActionDialog(props: {
  readonly title: string;
  /** What the button that does it is called. */
  readonly action: string;
  /** What the button is called that leaves everything as it is. */
  readonly dismiss?: string;
  readonly isDisabled?: boolean;
  readonly error?: Error | null;
  readonly act: () => void;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const { title, action, dismiss, isDisabled = false, error = null, act, close, children } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) close();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.stack}>
            {children}
            <Trouble error={error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{dismiss ?? t('cancel')}</Button>
            <Button appearance="primary" disabled={isDisabled} onClick={act}>
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
