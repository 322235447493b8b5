/** Bare imperatives ("Get the bins emptied."): English has no form for them, so it is the verb that begins a sentence and what follows. */

/** With these at the beginning, a sentence that is no imperative is hardly ever met. */
const verbs = new Set(
  'get send tell ask cancel chase arrange organise organize make ensure stop alter amend delete remove replace let give find contact publish draft prepare buy pay instruct salt grit lock unlock clear empty mow repair mend bring leave keep hold begin finish do come go fetch collect deliver confirm advise inform explain provide supply circulate invite remind upload investigate inspect install erect reserve postpone reschedule withdraw dismiss sack suspend refuse reject approve appoint submit complete escalate refer recover attend add write ring put take have sort see look speak talk hang tape shift swap dig weed prune trim strim sweep wash scrub hire insist chuck throw scrap rip tear never pop nip drop meet allow cease reinstate restore rewrite redo redraft reissue resend reprint retype forward email phone secure treat ignore obtain request consult notify warn name nominate minute rectify fill prioritise'.split(
    ' ',
  ),
);

/** These are nouns or past forms as often: only with what an order goes on with. */
const doubtful = new Set(
  'pass bin order book call check change move fix print post paint cut set turn use copy scan open close list record report update answer reply start return clean hand issue claim transfer sign show plan work switch cover log count raise share note place run review pick pull push light lower screen scrape water sand varnish patch store limit bar ban erase charge bill invoice file'.split(
    ' ',
  ),
);

/** What an order goes on with; a capital letter will do as well. */
const object =
  /^(?:the|yours|mine|theirs|ours|a|an|it|this|that|these|those|them|him|her|me|us|my|our|your|his|their|its|all|both|every|each|any|some|another|whatever|whoever|everyone|everybody|anyone|up|out|on|off|down|in|into|back|over|round|away|to|at|with|for|through|again|and|people|residents|members|no|one|two|three|four|five|\d{1,3}|more|less|mr|mrs|ms|cllr|straight|both)$/;

/** Begun like an order, and none: wishes, courtesies, offers, notices, and the short cuts of people who leave out "I". */
const noOrder =
  /^(?:(?:(?:the|an?|my|our|full|more|further) )*(?:invoices?|bills?|reports?|details?|minutes|papers?|photos?|pictures|forms?|agenda|dates?|letters?|accounts?|receipts?|figures|quotes?|notes?|copy|copies|more|rest) to follow\b|do (?:pass|share|forward|show|circulate|copy|hand|use|quote) (?:this|it|that|these|them|my|mine|any of)\b(?! (?:to|with) (?:me|us)\b)|light no\b|\w+ nos?\. ?\d|see (?:you|below|above|attached|enclosed|also|page)\b|(?:do )?have (?:a|an|fun|you (?:a|had)|to|no|not|just|now|been|had|done|seen|spoken|asked|put|sent|got)\b|do have (?:a|an) |take (?:care|it easy|heart|my word)|keep (?:well|safe|up|smiling|warm|dry|going|it up)|do(?:n't| not) (?:worry|put yourself|trouble|bother|hesitate|panic|apologise|feel|think|get me wrong|know|mind|remember|see|you dare|believe|want|need|have|envy|understand|suppose|recall|like)|do (?:let me know if|get in touch if|say if|shout|come|feel|enjoy|hope|drop in)|feel free|never mind|give (?:my|our|mine|that (?:dog|cat)|her my|him my|them my|it time)|give me a (?:ring|shout|call|bell) if|let me know if (?:you|there|i|that's|this|it|anything|not)\b|let (?:us|me) (?:hope|know if)|look(?:s|ing)? (?:forward|good|great|lovely|like)|leave (?:it|that|this|them) (?:with|to) (?:me|us)|make (?:the most|yourself)|come (?:and see|along|round|again|in for)|go (?:well|easy|on then|for it)|find (?:attached|enclosed|below)|note (?:of|for|that)|forgive|excuse|treat (?:my|this|it) |ask away|get well|speak (?:soon|later|then)|talk soon|meet (?:you|up)|bring (?:on|it on)|tell me about it|put (?:it|them|the \w+) (?:in|on|through) (?:your|the) (?:tray|door|post|letter ?box|pigeon ?hole)|ignore (?:the|my|me|that|this|x)|call me (?:old|a)|add(?:s|ed|ing) |note$|work (?:on|in|at|to|has|is)|plan (?:is|for|was|to)|count (?:me|on)|run (?:by|of)|use of|set (?:of|up)|mean(?:s|t)? |get (?:the )?impression|hand on heart|sort of|kind of|sign(?:ed|s|ing)|never (?:a|an|been|had|heard|seen|again|thought|knew|known|did|was|were|ever|rains|too)\b|go(?:es|ing) |minute (?:\d|book|taker)|name (?:is|and|of)|request (?:from|for|of)|forward (?:plan|to)|phone (?:number|call|line)|email (?:from|address|of|to (?:say|follow))|pop(?:s|ped)?$|pay (?:rise|day|award)|clear (?:that|from|to|as)\b|empty (?:bins?|building|of)\b|complete (?:with|and)\b|open (?:day|spaces?|meeting|to|at|on|from)\b|close (?:to|by|of)\b|cut (?:grass|flowers)\b|light (?:the way )?is\b|secure (?:gate|fence)s? (?:is|are)|do (?:you|we|they|i|not you)\b|allow (?:me|for)|keep (?:me|us) (?:a|in))/;

/** `plain`: a sentence without greeting and names. `written`: the same as it stands, for its capital letters. */
export function isImperative(plain: string, written: string): boolean {
  const [verb = '', next = ''] = plain.replace(/^(?:do not|don't) /, 'never ').split(/[^a-z0-9'£]+/);
  const negated = /^(?:do not|don't) /.test(plain);
  if (noOrder.test(plain)) return false;
  if (negated || presence.test(plain)) return true;
  if (verbs.has(verb)) return next === '' ? plain.length > verb.length || verb.length > 3 : true;
  return doubtful.has(verb) && (object.test(next) || hasCapital(written, verb));
}

/** "Be at the Forge by nine": where somebody is to be, and when or what for. */
const presence =
  /^be (?:at|in|on|outside|by|there|here|back|ready|available)\b(?! (?:touch|contact|fear|two minds|no doubt|hand if|my|your|ease|peace))[^.;?!]{0,60}\b(?:by|at|before|from|for|to|on)\b/;

/** "Ring Stubbs", "Book Pellow's": whom or what an order is about by name. */
function hasCapital(written: string, verb: string): boolean {
  const at = written.toLowerCase().indexOf(verb);
  return at >= 0 && /^\S*\s+[A-Z][a-z]/.test(written.slice(at));
}

const strong =
  "(?:get|tell|ring|send|bring|ask|make sure|leave|take|put|give|let me have|call|pick|drop|have|order|write to|cancel|chase|move|stop|do not|don't|keep|find|fetch|check|email|arrange|print|remove)";
const objectWords =
  '(?:me|us|the|a|an|it|them|him|her|my|our|your|his|their|all|both|that|this|those|these|two|three|\\d+|on to|hold of|in touch|rid of|down|out|up|off|back|any|every|some|more)';

/** "When you come on Thursday bring the deeds", "If it rains, get them under cover", "It is a jungle - get it cleared". */
const afterClause = new RegExp(
  `^(?:when|if|once|next time|as soon as|before|after|while|by|on|for) [^;?!]{2,90}?(?:,|(?<=^(?:when|if|once|next time|as soon as|before|while) you\\b[^;?!]{2,60})) (?:then |just |please )?${strong} ${objectWords}\\b`,
);
const afterDash = new RegExp(`(?: -|[;:]|,(?: so| and)?) (?:so |and |then |just |now )?${strong} ${objectWords}\\b`);

/** "good enough to send it, so get the…" has no subject before the verb; "and I tell them" has. */
const commaOnly = new RegExp(`, (?:so |and |then |just )?(?:get|tell|ring|make sure|do not|don't) ${objectWords}\\b`);

export function endsInImperative(plain: string): boolean {
  if (/^if (?:you|someone|somebody) (?:could|can|would|might|will)\b/.test(plain)) return false;
  if (/^(?:if|when) (?:i|we|they|he|she|anyone|anybody|people|residents|the)\b[^,]*$/.test(plain)) return false;
  const dash = afterDash.exec(plain);
  if (dash !== null && !dash[0].startsWith(','))
    return !/^(?:i|we|they|he|she)\b|\b(?:i|we|they|who|to|and|will|'ll)$/.test(plain.slice(0, dash.index));
  return (
    afterClause.test(plain) ||
    (commaOnly.test(plain) &&
      !/\b(?:i|we|they|he|she|who|will|to|'ll|would|and) [^,]{0,40}, (?:and |then )/.test(plain))
  );
}
