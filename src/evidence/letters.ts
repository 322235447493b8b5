import type { Person } from '../council/council.ts';
import type { Roster } from '../council/roster.ts';
import type { Commitment } from './commitments.ts';
import type { ContentFacts, LetterFacts } from './facts.ts';
import type { MessageEvidence } from './message-evidence.ts';

/** A letter to somebody outside that bears a councillor's name alone. */
export type BornLetter = { bearer: Person; letter: LetterFacts; fileName: string };

/** Every letter in the message, the message itself included, that goes outside under a councillor's name. */
export function lettersUnderCouncillorsName(message: MessageEvidence, roster: Roster): BornLetter[] {
  const { content, recipients } = message;
  if (!content || !message.isOrdinary || message.author.role === 'outside' || !recipients.isToOutside) return [];
  const born: BornLetter[] = [];
  const own = bearerOfMessage(message, content, roster);
  if (own) born.push({ bearer: own, letter: content.letter, fileName: '' });
  for (const letter of content.attachedLetters) {
    const bearer = bearerOfAttachment(letter, message, roster);
    if (bearer) born.push({ bearer, letter, fileName: letter.fileName });
  }
  return born;
}

function bearerOfMessage(message: MessageEvidence, content: ContentFacts, roster: Roster): Person | null {
  const { signature } = content.letter;
  if (signedByOfficer(signature, message, roster)) return null;
  const { person, role } = message.author;
  if (role === 'councillor') return person;
  // From an officer's mailbox it bears a councillor's name only where a councillor alone signs, by surname.
  return councillorsAmong(signature.names, message, roster)[0] ?? null;
}

function bearerOfAttachment(letter: LetterFacts, message: MessageEvidence, roster: Roster): Person | null {
  if (signedByOfficer(letter.signature, message, roster)) return null;
  const signers = councillorsAmong(letter.signature.names, message, roster);
  const author = message.author.person;
  if (author?.role === 'councillor' && letter.signature.people.includes(author.id)) return author;
  return signers[0] ?? null;
}

function signedByOfficer(signature: LetterFacts['signature'], message: MessageEvidence, roster: Roster): boolean {
  return (
    signature.officerTitle ||
    signature.people.some((id) => {
      const person = roster.personOfId(id);
      return person !== null && roster.isOfficerOn(person, message.localDate);
    })
  );
}

function councillorsAmong(ids: string[], message: MessageEvidence, roster: Roster): Person[] {
  return ids.flatMap((id) => {
    const person = roster.personOfId(id);
    return person && roster.isCouncillorOn(person, message.localDate) ? [person] : [];
  });
}

/** Every outside address is of the media: what is said to them is judged as words to the media (docs/decisions/0008). */
export function isToMediaAlone({ recipients }: MessageEvidence): boolean {
  return recipients.outside.length > 0 && recipients.outside.every((party) => party.media);
}

/** "The council is putting in £400" binds the council to nobody when a reporter is told it; an order for an advertisement does. */
function bindsReader({ kind, quote }: Commitment): boolean {
  return !['payment', 'grant', 'notice'].includes(kind) && /\b(?:you|your|please)\b/i.test(quote);
}

/** The first letter that creates an obligation or gives an instruction on behalf of the council. */
export function commitmentIn(message: MessageEvidence, roster: Roster): (BornLetter & { quote: string }) | null {
  for (const born of lettersUnderCouncillorsName(message, roster)) {
    const { letter } = born;
    const [first] = isToMediaAlone(message) ? letter.commitments.filter(bindsReader) : letter.commitments;
    if (!first || letter.relays || letter.isPrivate) continue;
    if (letter.voice.individual !== null && letter.voice.council === null) continue;
    const bearsOffice = /\b(?:mayor|chair(?:man|woman|person)?|cllr|councillor|parish council|town council)\b/i.test(
      letter.signature.text,
    );
    const namesCouncil = letter.mentionsCouncil || bearsOffice || letter.commitments.some((each) => each.namesCouncil);
    // A council address speaks for itself; a private one needs a word that it is the council's business.
    if (!namesCouncil && (born.fileName !== '' || !roster.isCouncilAddress(message.author.address))) continue;
    return { ...born, quote: first.quote };
  }
  return null;
}

/** The first letter that speaks for the council. */
export function officialLetterIn(message: MessageEvidence, roster: Roster): (BornLetter & { quote: string }) | null {
  for (const born of lettersUnderCouncillorsName(message, roster)) {
    const { voice } = born.letter;
    if (voice.council !== null && voice.individual === null) return { ...born, quote: voice.council };
  }
  return null;
}
