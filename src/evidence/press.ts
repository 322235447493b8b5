import type { VoiceReader } from './voice.ts';
import type { Wording } from './wording.ts';

/** What a message says to the media, or about what is said to the media. Each a quotation or null. */
export type PressFacts = {
  /** It sends a text prepared for publication. */
  release: string | null;
  /** That text is a party political statement. */
  party: string | null;
  /** It speaks for the council. */
  forCouncil: string | null;
  /** It answers an enquiry on its substance. */
  answer: string | null;
  /** It approves a release, or says that its writer helped with one. */
  approval: string | null;
  /** It lets an officer answer the media. */
  authorises: string | null;
};

export function readPress(_wording: Wording, _voice: VoiceReader): PressFacts {
  return { release: null, party: null, forCouncil: null, answer: null, approval: null, authorises: null };
}
