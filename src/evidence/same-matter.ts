import { baseSubject } from './marks.ts';
import type { MessageEvidence } from './message-evidence.ts';
import { foldText, wordsOf } from './words.ts';

/** Words that stand in the subjects of a council's mail whatever it is about. */
const common = new Set(
  `about again agenda annual answer april august author body chair clerk committee council councillor december email enquiry extraordinary february
  follow following forward friday from hello help information item january july june letter list march meeting meetings members message minutes
  monday month monthly more need news next note notes notice november october office parish please possible problem quick question questions
  query report request regards reply reminder saturday september some sunday thank thanks that their there these this thursday today tomorrow
  town tuesday update urgent wednesday week what when where which with work would your`.split(/\s+/),
);

/**
 * Whether a subject line speaks of what the request is about, though in other words: all that it names stands in the request's subject
 * or in what it asks, or the other way round. Subjects are folded, without reply prefixes.
 */
export function sameMatterAs({ subject, content }: MessageEvidence): (other: string) => boolean {
  const own = tellingWords(foldText(baseSubject(subject)));
  const asked = (content?.asking?.asks ?? []).map((ask) => ask.quote).join(' ');
  const named = tellingWords(`${subject} ${asked} ${content?.enquiry ?? ''}`);
  return (other) => {
    const theirs = tellingWords(other);
    if (theirs.size === 0) return false;
    if (own.size > 0 && [...own].every((word) => theirs.has(word))) return true;
    return [...theirs].every((word) => named.has(word));
  };
}

function tellingWords(text: string): Set<string> {
  const words = wordsOf(text).filter((word) => word.length >= 4 && !common.has(word));
  return new Set(words.map(singular));
}

/** "Pitches" and "a pitch" are one thing. */
function singular(word: string): string {
  return word.length < 5
    ? word
    : word
        .replace(/(?<=ch|sh|x|z|ss)es$/, '')
        .replace(/ies$/, 'y')
        .replace(/(?<!s)s$/, '');
}
