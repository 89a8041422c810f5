import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { useSurroundings } from '../api/queries.ts';
import { saveFile } from './save-file.ts';
import { Trouble } from './trouble.tsx';

/** Saves what the API answers as a file. A plain link would not carry the token. */
export function DownloadButton(props: {
  /** Below the API. */
  readonly path: string;
  readonly fileName: string;
  readonly children: string;
}) {
  const { path, fileName, children } = props;
  const { api } = useSurroundings();
  const file = useMutation({
    mutationFn: () => api(z.instanceof(Blob), 'GET', path),
    onSuccess: (blob) => saveFile(blob, fileName),
  });
  return (
    <>
      <Button
        appearance="subtle"
        icon={<ArrowDownloadRegular />}
        disabled={file.isPending}
        onClick={() => file.mutate()}
      >
        {children}
      </Button>
      <Trouble error={file.error} />
    </>
  );
}
