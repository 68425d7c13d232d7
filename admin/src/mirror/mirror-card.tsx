import { useState } from 'react';
import type { MirrorAdopted } from '../../../server/src/contracts/mirror';
import { useMirrorOfferQuery } from '../api/settings';
import { MirrorOfferBox } from './mirror-offer-box';
import { MirrorResult } from './mirror-result';

/** Schedules and settings that outlived the database: they are offered, and then it is said what became of them. */
export function MirrorCard() {
  const { data: offer = null } = useMirrorOfferQuery(undefined);
  const [adopted, setAdopted] = useState<MirrorAdopted | null>(null);
  if (adopted !== null) return <MirrorResult adopted={adopted} onClose={() => setAdopted(null)} />;
  return offer === null ? null : <MirrorOfferBox offer={offer} onAdopted={setAdopted} />;
}
