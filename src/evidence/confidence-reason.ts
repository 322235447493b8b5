import { foldText, quote, sentencesOf } from './words.ts';

/** Words that speak of confidence itself. */
const confidence =
  /\b(?:confiden(?:ce|tial|tially|tiality)|private(?:ly)?|not for (?:publication|circulation|release|sharing|onward)|exempt|mark(?:ed|ing|s)?|label(?:led)?|sensitive|sensitivity|restricted|privileged|discreet(?:ly)?|discretion|secret|between (?:us|ourselves)|to yourself|to yourselves|not (?:to )?(?:be )?(?:shared?|passed? on|forward(?:ed)?|circulat(?:e|ed)|published?|disclosed?|repeat(?:ed)?|discuss(?:ed)?)|do not (?:share|pass|forward|circulate|publish|disclose|repeat|discuss|show|copy)|don't (?:share|pass|forward|circulate|publish|disclose|repeat|discuss|show|copy)|go no further|goes no further|keep (?:this|it))\b/;

/** Words that lead from a statement to its ground. */
const because =
  /\b(?:because|since|as (?:it|this|they|these|the|he|she|we|there|our|his|her|names?|details|negotiations|some|both|one|any|my|you|an?|mr|mrs|ms|no|staff|members?|residents?|legal|publication|disclosure)\b|owing to|due to|given that|in view of|on account of|by reason of|for (?:\w+ ){0,3}reasons?|reason(?:s)? (?:is|are|being|for)|so (?:that|as not)|so as to|lest|in order (?:to|not to)|to (?:protect|avoid|safeguard|preserve|prevent|respect|spare)|by virtue of|under (?:paragraph|section|schedule|the (?:data|employment|equality|local|public))|while (?:negotiations|the|we|talks|they|it|he|she|matters|discussions|tenders?|an?)|until (?:the )?(?:contract|deal|sale|tender|negotiations?) (?:is|are|has|have)? ?(?:signed|concluded|complete|agreed|awarded)|on (?:the )?(?:advice|grounds|basis|footing|instructions) (?:of|that)|at (?:the|his|her|their) (?:\w+ )?(?:request|solicitor)|at \w+(?:'s|s') request|would (?:prejudice|harm|weaken|damage|identify|undermine|upset|distress|breach|jeopardi[sz]e|put|expose|reveal|give)|could (?:prejudice|harm|weaken|damage|identify|undermine|upset|distress|jeopardi[sz]e|expose|reveal)|might (?:prejudice|harm|weaken|damage|identify|undermine|upset|distress|jeopardi[sz]e|expose|reveal))/;

/** What in itself is a ground for confidence, wherever the text says that the item has to do with it. */
const ground =
  /\b(?:commercial(?:ly)?(?: and financial(?:ly)?)? (?:sensitiv(?:e|ity)|confiden\w+|interests?|in confidence)|legal(?:ly)?(?: professional)? privileg(?:e|ed)|privileged (?:legal )?advice|personal (?:data|information|details|circumstances)|special category|data protection|gdpr|schedule 12a|paragraphs? \d[\d, and]* of (?:part|schedule)|public bodies \(admission|sensitive personal|(?:identif(?:y|ies|iable)|names?) (?:an? )?(?:individual|resident|person|people|employee|complainant|member of staff|private)|(?:health|medical|sickness|disciplinary|grievance|safeguarding|bereavement|criminal|police) (?:information|details|matter|matters|record|records|case|issue|issues|investigation|grounds)|negotiating position|third[- ]party (?:personal|information))\b/;

/** "Confidential - staff matter": what stands with the mark in the subject or heading and says what needs protecting. */
const groundInHeading =
  /\b(?:commercial(?:ly)?[- ](?:sensitive|in[- ]confidence)|legal(?:ly)? privileged?|personal (?:data|information|details)|schedule 12a|paragraphs? \d|public bodies|s(?:ection)? ?1\(2\)|data protection|gdpr|(?:names?|identif\w+) (?:individuals?|residents?|staff|an? \w+)|contains? (?:personal|commercial|staff|medical|legal|bank))\b/;

const contains = /\b(?:contain(?:s|ing)?|include(?:s|d)?|including|concern(?:s|ing)?|involve(?:s|d)?|relat(?:es|ing) to|discuss(?:es|ing)|reveal(?:s|ing)?|nam(?:es|ing)|identif(?:ies|ying)|set(?:s|ting) out|quot(?:es|ing)|disclos(?:es|ing)|giv(?:es|ing)|about|deal(?:s|ing) with|touch(?:es|ing) on|refer(?:s|ring) to|subject to|protected by|constitut(?:es|ing)|is|are)\b/;

/** Keeping quiet for a time is an instruction, not a ground (contract: "A time limit alone is no reason"). */
const timeOnly = /\b(?:until|till|before|for now|for the time being|for the moment|as yet|at this stage|in the meantime)\b/;

/**
 * The words that say why an item is confidential, or null. They may stand in the new text, the subject or the head of an attached
 * document. Instructions ("keep this to yourself") and time limits alone are no reasons.
 */
export function readConfidenceReason(subject: string, newText: string, attachmentHeads: string[]): string | null {
  const heading = foldText(subject);
  if (groundInHeading.test(heading)) return quote(subject);
  const texts = [newText, ...attachmentHeads];
  for (const text of texts) {
    const sentences = sentencesOf(text);
    for (const [index, sentence] of sentences.entries()) {
      const folded = foldText(sentence);
      const before = foldText(sentences[index - 1] ?? '');
      if (givesReason(folded, before)) return quote(sentence);
    }
  }
  return null;
}

function givesReason(sentence: string, before: string): boolean {
  if (ground.test(sentence) && (contains.test(sentence) || confidence.test(sentence))) return true;
  if (!because.test(sentence)) return false;
  if (confidence.test(sentence)) return !isTimeOnly(sentence);
  // "Please keep this to yourself. The reason is that ..." and "Marked as above because ..."
  return confidence.test(before) && /^(?:this is |that is |it is |and |the reason|because|since|for |so that|to protect|owing|due|it (?:concerns|contains|names|involves|is about)|they |he |she )/.test(sentence);
}

function isTimeOnly(sentence: string): boolean {
  const withoutTime = sentence.replace(/\b(?:until|till|before) [^,.;]{0,60}/g, ' ');
  return timeOnly.test(sentence) && !because.test(withoutTime);
}
