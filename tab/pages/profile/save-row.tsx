import { Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePageStyles } from '../../components/styles.ts';

/** Saves a form, or takes back what was changed in it, and says how it stands. */
export function SaveRow(props: {
  readonly save: { readonly isPending: boolean; readonly isSuccess: boolean; readonly reset: () => void };
  readonly isChanged: boolean;
  /** It cannot be saved as it is. */
  readonly isWrong?: boolean;
  /** What is said once it is saved. */
  readonly saved: string;
  readonly clear: () => void;
}) {
  const { save, isChanged, isWrong = false, saved, clear } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  return (
    <div className={styles.row}>
      <Button type="submit" appearance="primary" disabled={!isChanged || isWrong || save.isPending}>
        {t('save')}
      </Button>
      {isChanged && !save.isPending && (
        <Button
          onClick={() => {
            save.reset();
            clear();
          }}
        >
          {t('profile.undo')}
        </Button>
      )}
      <Text role="status" className={styles.quiet}>
        {isChanged ? t('profile.notSaved') : save.isSuccess ? saved : ''}
      </Text>
    </div>
  );
}
