import { useQuery } from '@tanstack/react-query';
import { fetchSignedIn } from './client.ts';
import { useSurroundings } from './queries.ts';

/** Somebody's picture as an address for an image; undefined while it is not there, and null where there is none. */
export function usePhoto(personId: string, isWanted: boolean): string | null | undefined {
  const { host } = useSurroundings();
  const path = `/people/${personId}/photo`;
  const photo = useQuery({
    queryKey: [path],
    queryFn: async ({ signal }) => {
      const response = await fetchSignedIn(() => host.token(), `/api${path}`, { signal });
      return response.status === 200 ? dataUrl(await response.blob()) : null;
    },
    enabled: isWanted && personId !== '',
    // Initials do as well: it is asked for once, and nobody hears of it when it does not come.
    retry: false,
    staleTime: Infinity,
    gcTime: 30 * 60_000,
    refetchOnWindowFocus: false,
    meta: { isAskedOnce: true },
  });
  return photo.data;
}

/** The page's own rules let no other address of a picture through that is made here. */
const dataUrl = (picture: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      if (typeof reader.result === 'string') resolve(reader.result);
    };
    reader.onerror = () => reject(reader.error ?? new Error('a picture could not be read'));
    reader.readAsDataURL(picture);
  });
