import { useTranslation } from 'react-i18next';
import { DownloadButton } from '../../../components/download-button.tsx';

/** Saves every possible pair, with what bars it or how it fits, as a table. */
export function Export({ programmeId, name }: { readonly programmeId: string; readonly name: string }) {
  const { t } = useTranslation();
  return (
    <DownloadButton path={`/programmes/${programmeId}/candidate-pairs.csv`} fileName={`${name}.csv`}>
      {t('matching.export')}
    </DownloadButton>
  );
}
