/** All that the pages say, in the language that was chosen; and numbers, times and lengths as that language has them. */
import { keep } from './kept.js';

/** Each says itself what it is called. */
export const LANGUAGES = ['en', 'ar'];

const RIGHT_TO_LEFT = new Set(['ar']);

let language = '';
let texts = {};
let host = {}; // what the host says, in that language
let english = {}; // and as it says it
let plurals;
let formats;

async function file(name) {
    const answer = await fetch(`/console/app/texts/${name}.json`);
    if (!answer.ok) {
        throw new Error(`texts/${name}.json: ${answer.status}`);
    }
    return answer.json();
}

/** Speaks that language from now on; who shows something shows it anew. */
export async function speak(tag) {
    [texts, host, english] = await Promise.all([tag, `host.${tag}`, 'host.en'].map(file));
    language = tag;
    plurals = new Intl.PluralRules(tag);
    formats = {
        number: new Intl.NumberFormat(tag),
        two: new Intl.NumberFormat(tag, { minimumIntegerDigits: 2 }),
        one: new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
        percent: new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 }),
        day: new Intl.DateTimeFormat(tag, { weekday: 'short', day: 'numeric', month: 'short' }),
        time: new Intl.DateTimeFormat(tag, { timeStyle: 'medium' }),
        moment: new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' }),
    };
    document.documentElement.lang = tag;
    document.documentElement.dir = RIGHT_TO_LEFT.has(tag) ? 'rtl' : 'ltr';
    keep('language', tag);
}

export const spoken = () => language;

export const isRightToLeft = () => RIGHT_TO_LEFT.has(language);

/** The text of that key, with values for what stands in braces; `count` chooses among plural forms. */
export function t(key, values = {}) {
    let text = texts[key];
    if (text === undefined) {
        console.error(`no text '${key}' in ${language}.json`);
        return key;
    }
    if (typeof text === 'object') {
        text = text[plurals.select(values.count)] ?? text.other;
    }
    return text.replace(/\{(\w+)}/g, (_, name) => {
        const value = values[name];
        return typeof value === 'number' ? number(value) : String(value ?? '');
    });
}

/** A text of the host's, with its values still in braces; undefined when there is none of that key. */
export function hostText(key, count) {
    const text = host[key];
    return typeof text === 'object' ? text[plurals.select(count)] ?? text.other : text;
}

/** All that the host says, in English, by key. */
export const hostTexts = () => english;

/** Whether there is a text of that key: for words that the host sends and a newer host may have more of. */
export const has = key => texts[key] !== undefined;

/** The text for a word of the host's, or the word itself when it is none that we know. */
export const word = (group, name) => (has(`${group}.${name}`) ? t(`${group}.${name}`) : name);

export const number = value => formats.number.format(value);
export const percent = value => formats.percent.format(value);
export const day = at => formats.day.format(new Date(at));
export const time = at => formats.time.format(new Date(at));
export const moment = at => formats.moment.format(new Date(at));

/** So many milliseconds, as minutes and seconds. */
export function length(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    return `${formats.number.format(Math.floor(seconds / 60))}:${formats.two.format(seconds % 60)}`;
}

/** A short time, in milliseconds up to a second and in seconds beyond. */
export const brief = ms =>
    ms < 1000 ? t('unit.ms', { value: Math.round(ms) }) : t('unit.s', { value: formats.one.format(ms / 1000) });
