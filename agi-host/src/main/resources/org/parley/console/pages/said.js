/**
 * What the host says, in the language of the pages: sentences that it sends as a key with what stands in them, and words
 * of its parts, which come in English only. Those are known by their English texts, for on their way here they were
 * messages of exceptions, of the compiler, and rows of tables. What is not known stays English, and is marked so.
 */
import { html } from '/lib/lit-html.js';
import { hostText, hostTexts, number, spoken } from './texts.js';

/** Groups of texts that come with their key; the others are looked for in what is said. */
const BY_KEY = new Set(['nothing', 'why', 'to', 'time', 'rule', 'list']);

const WORDS_MAX = 1000; // characters of what is looked for
const KEPT_MAX = 2000; // texts that were looked for
const SEPARATORS = ['; or ', '; ', ', '];
const PROSE = /\p{Script=Latin}{2,} \p{Script=Latin}+ \p{Script=Latin}{2,}/u;

/** Whoever says it: a provider, a voice, a field. */
const WHO = /^([\w.:/ -]{1,40}?): ([^]+)$/;

/** Latin words within a text of another script: code, settings, names. */
const LATIN = /((?:[a-z./~$@'"{=][\x21-\x7e…]*)(?: [\x21-\x7e…]+)*)/i;

let language = '';
let patterns = [];
let kept = new Map();

const escaped = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A pattern for each English text, those first of which most is written out. */
function learn() {
    language = spoken();
    kept = new Map();
    patterns = [];
    for (const [key, text] of Object.entries(hostTexts())) {
        for (const form of BY_KEY.has(key.split('.')[0]) ? [] : typeof text === 'string' ? [text] : Object.values(text)) {
            const names = [];
            const pattern = form.split(/(\{\w+})/).map(each => {
                const name = /^\{(\w+)}$/.exec(each)?.[1];
                if (name === undefined) {
                    return escaped(each);
                }
                names.push(name);
                return '([^]*?)';
            }).join('');
            patterns.push({ key, names, length: form.replace(/\{\w+}/g, '').length, pattern: new RegExp(`^${pattern}$`) });
        }
    }
    patterns.sort((a, b) => b.length - a.length);
}

/** The key of a text and what stands in it; null for one that is not known. */
function known(text) {
    if (language !== spoken()) {
        learn();
    }
    let found = kept.get(text);
    if (found === undefined) {
        found = text.length > WORDS_MAX ? null : looked(text);
        kept.set(text, found);
        if (kept.size > KEPT_MAX) {
            kept.delete(kept.keys().next().value);
        }
    }
    return found;
}

/** A text that is written out; else two of them, or one behind a name; else whatever a text has room for. */
function looked(text) {
    return matched(text, args => !args.some(each => each.includes('; '))) ?? joined(text) ?? matched(text, () => true);
}

function matched(text, fits) {
    for (const { key, names, pattern } of patterns) {
        const found = pattern.exec(text)?.slice(1);
        if (found && fits(found)) {
            const args = {};
            names.forEach((name, i) => {
                args[name] = name === 'count' ? Number(found[i].replaceAll(',', '')) : inner(found[i]);
            });
            return { key, args };
        }
    }
    return null;
}

function joined(text) {
    for (let at = text.indexOf('; '); at > 0; at = text.indexOf('; ', at + 1)) {
        const first = known(text.slice(0, at));
        const then = first && known(text.slice(at + 2));
        if (then) {
            return { key: 'list.then', args: { first, then } };
        }
    }
    const [, who, words] = WHO.exec(text) ?? [];
    const what = words && known(words);
    return what ? { key: 'list.of', args: { who: inner(who), what } } : listed(text);
}

function listed(text) {
    for (const separator of SEPARATORS) {
        const all = text.includes(separator) ? text.split(separator).map(known) : [null];
        if (all.every(Boolean)) {
            return { list: all };
        }
    }
    return null;
}

/** What stands in a text: words that are known, or a name. */
function inner(text) {
    const whole = known(text);
    if (whole) {
        return whole;
    }
    return PROSE.test(text) ? { text } : text;
}

/** Texts, and `{name}`, `{english}`, `{code}` or `{quote}` for what stands for itself. */
function pieces(value) {
    if (value === null || value === undefined || value === '') {
        return [];
    }
    if (typeof value === 'number') {
        return [number(value)];
    }
    if (typeof value === 'string') {
        return [{ name: value }];
    }
    if (value.list) {
        return value.list.flatMap((each, i) => [...(i ? [hostText('list.and')] : []), ...pieces(each)]);
    }
    if (value.quote !== undefined) {
        return [{ quote: value.quote }];
    }
    if (value.text !== undefined) {
        return spoken() === 'en' ? [value.text] : words(value.text);
    }
    const text = hostText(value.key, value.args?.count);
    return text === undefined ? [{ english: value.key }] : text.split(/(`[^`]+`)/).filter(Boolean).flatMap(
        each => (each.startsWith('`') ? [{ code: filled(each.slice(1, -1), value.args) }] : filled(each, value.args, true)));
}

/** A text with what is put into its braces; what is written in Latin letters in another language stands for itself. */
const filled = (text, args, apart = false) => text.split(/(\{\w+})/).filter(Boolean).flatMap(each => {
    const name = /^\{(\w+)}$/.exec(each)?.[1];
    return name !== undefined ? pieces(args?.[name]) : apart && spoken() !== 'en' ? latin(each) : [each];
});

function latin(text) {
    return text.split(LATIN).filter(Boolean).flatMap(each => {
        if (!/^[\x21-\x7e]/.test(each) || !/[a-z]/i.test(each)) {
            return [each];
        }
        const words = each.replace(each.includes('(') ? /[.:,;!? ]+$/ : /[.:,;!?) ]+$/, '');
        const rest = each.slice(words.length);
        const piece = /[ ./_{}=@()']/.test(words) ? { code: [words] } : { name: words };
        return rest ? [piece, rest] : [piece];
    });
}

/** Words that are known; of several lines each for itself. */
function words(text) {
    const found = known(text);
    return found ? pieces(found)
        : text.includes('\n') ? text.split('\n').flatMap((line, i) => [...(i ? ['\n'] : []), ...words(line)])
            : [{ english: text }];
}

function shown(piece) {
    if (typeof piece === 'string') {
        return piece;
    }
    return piece.quote !== undefined ? html`<bdi dir="auto">${piece.quote}</bdi>` : piece.code ? html`<code dir="ltr">${piece.code.map(shown)}</code>`
        : piece.english === undefined ? html`<bdi>${piece.name}</bdi>`
            : html`<bdi lang="en" dir="ltr">${piece.english}</bdi>`;
}

/** English words of the host's, in the language of the page where they are known. */
export const said = text => html`${pieces({ text: text ?? '' }).map(shown)}`;

/** The same as plain text, for what takes no elements. */
export const saidPlainly = text => plainly(pieces({ text: text ?? '' }));

const plainly = all => all.map(
    each => (typeof each === 'string' ? each : each.code ? plainly(each.code) : each.english ?? each.quote ?? each.name)).join('');

/** What an event tells: words that are known, or what somebody has said or named. */
export const told = text => (spoken() !== 'en' && known(text) ? said(text) : html`<bdi dir="auto">${text}</bdi>`);

/** Why a call ended, of what the host tells of it. */
const whyOf = call => (call.sentenceKey !== undefined && hostText(call.sentenceKey) !== undefined
    ? { key: call.sentenceKey, args: call.sentenceArgs } : { text: call.sentence ?? '' });

export const why = call => html`${pieces(whyOf(call)).map(shown)}`;
export const whyPlainly = call => plainly(pieces(whyOf(call)));
