import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useSurroundings } from '../../../api/queries.ts';
import { saveFile } from '../../../components/save-file.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { DownloadButton } from '../../../components/download-button.tsx';

/** Saves every possible pair, with what bars it or how it fits, as a table. */
export function Export({ programmeId, name }: { readonly programmeId: string; readonly name: string }) {
  const { t } = useTranslation();
  const { api } = useSurroundings();
  const table = useMutation({
    mutationFn: () => api(z.instanceof(Blob), 'GET', `/programmes/${programmeId}/candidate-pairs.csv`),
    onSuccess: (blob) => saveFile(blob, `${name}.csv`),
  });
  return (
    <DownloadButton path={`/programmes/${programmeId}/candidate-pairs.csv`} fileName={`${name}.csv`}>
      {t('matching.export')}
    </DownloadButton>
  );
}
