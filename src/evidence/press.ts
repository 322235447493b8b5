import type { Council } from '../council/council.ts';
import type { QuotedMessage } from '../mail/message.ts';
import { type Clearance, readClearance } from './clearance.ts';
import { baseSubject } from './marks.ts';
import { readMediaAnswer, readTrade } from './media-answers.ts';
import { speaksToMedia } from './media-speaking.ts';
import { readParty, readRelease } from './press-releases.ts';
import { isAbout } from './subject-words.ts';
import type { VoiceReader } from './voice.ts';
import type { Wording } from './wording.ts';
import { plainWording } from './words.ts';

/** What a message says to the media. Each a quotation or null. */
export type PressFacts = {
  /** It sends a text prepared for publication. */
  release: string | null;
  /** That text is a party political statement. */
  party: string | null;
  /** It speaks for the council. */
  forCouncil: string | null;
  /** It answers an enquiry on its substance. */
  answer: string | null;
  /** It is about an advertisement, a bill or the paper itself: nothing that a reporter would ask. */
  trade: string | null;
  /** It says that it answers an enquiry. */
  asked: string | null;
  /** It says that its writer has the Clerk's word to answer. */
  withAuthority: string | null;
  /** The council, the parish or a councillor is named in it at all: a private message names none. */
  mentionsCouncil: boolean;
  /** Subjects of the council's spokespersons that it touches on, as the council file names them. */
  subjects: string[];
  /** What others said in the messages that it quotes or forwards, newest first. */
  quoted: QuotedPress[];
};

export type QuotedPress = Pick<Clearance, 'approval' | 'authorises'> & {
  trade: string | null;
  from: string;
  to: string[];
  release: string | null;
};

export function readPress(wording: Wording, voice: VoiceReader, council: Council): PressFacts {
  const { subject, newText, heads, history } = wording;
  const own = `${subject}\n${newText}\n${heads.join('\n')}`;
  const quoted = history.map(readQuoted);
  const all = `${own}\n${history.map(({ text }) => text.slice(0, 3_000)).join('\n')}`;
  return {
    release: readRelease(wording),
    party: readParty(wording, council),
    trade: readTrade(subject, newText),
    forCouncil: speaksToMedia(wording, voice),
    ...readMediaAnswer(wording),
    mentionsCouncil: voice.mentionsCouncil(own) || /\b(?:council|councillors?|cllrs?|parish)\b/.test(plainWording(own)),
    subjects: council.spokespersons.map((each) => each.subject).filter((each) => isAbout(all, each)),
    quoted,
  };
}

function readQuoted({ fields, text: whole }: QuotedMessage): QuotedPress {
  const text = whole.slice(0, 6_000);
  const clearance = readClearance({ subject: fields.subject, newText: text, signOff: '' });
  return {
    from: fields.from?.address ?? '',
    to: [...fields.to, ...fields.cc].map(({ address }) => address).filter((address) => address !== ''),
    trade: readTrade(fields.subject, text),
    approval: clearance.approval,
    authorises: clearance.authorises,
    release: readRelease({
      subject: baseSubject(fields.subject),
      newText: text,
      signOff: '',
      heads: [],
      fileNames: [],
      history: [],
    }),
  };
}
