/** One call as it is told: what was said and what is worth knowing of it, put in order. Draws nothing. */

/** What stands between the words of a call, and how grave it is; the other kinds are in the list of everything. */
export const WORTH = {
    step: '', intent: '', answer: '', tool: '', http: '', sql: '', kb: '', language: '', emotion: '',
    transfer: 'good', person: 'good', queue: 'good', hold: '', disposition: 'good', callback: 'good', dnc: '', note: '',
    field: '', supervisor: 'warn', anytime: '', silence: '', 'answered-by': '', policy: 'warn', floor: 'warn',
    'voice-left': 'warn', 'voice-failed': 'bad', 'hearing-failed': 'bad', 'dialer-failed': 'bad', 'recording-failed': 'bad',
    'handler-failed': 'bad', 'leg-failed': 'bad', 'transfer-refused': 'warn', cost: 'warn', 'script-out': 'bad',
};

/** What was told to the dialer, and what it took. */
export const DIALER = [
    'dialer', 'dialer-failed', 'disposition', 'callback', 'field', 'dnc', 'note', 'transfer', 'recorded',
];

/** What is worth most of a kind, which needs no name before it. */
const PLAIN = {
    step: ['name'], intent: ['name'], answer: ['value', 'outcome'], tool: ['name', 'arguments'], language: ['tag'],
    disposition: ['status'], note: ['text'], anytime: ['rule'], recorded: ['status'], dnc: ['phone'], callback: ['at'],
    silence: ['prompt'], policy: ['never', 'done'], floor: ['words'], http: ['method', 'host', 'status', 'reason'],
    kb: ['folder'], transfer: ['extension'], supervisor: ['act', 'by', 'state', 'text', 'reason'], field: ['name'],
    'voice-failed': ['reason'], 'voice-left': ['voice', 'reason'], 'hearing-failed': ['reason'],
};

/** Data that only matters to programs. */
const SILENT = new Set(['seq', 'order', 'interruptible', 'known', 'atMs']);

const text = value => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const isTold = value => value !== '' && value !== null && value !== undefined;

/** All that an event tells beside its kind, as `[name, text]`. */
export const details = event => Object.entries(event.data ?? {})
    .filter(([name, value]) => !SILENT.has(name) && isTold(value))
    .map(([name, value]) => [name, text(value)]);

/** The same for people: of the kinds that are known, what matters, with no name before it. */
export const gist = event => (event.kind in PLAIN
    ? PLAIN[event.kind].map(name => event.data?.[name]).filter(isTold).map(value => ['', text(value)])
    : details(event));

/** In an order that is the same for equal data, of which there may be more than one within a millisecond. */
const sorted = data => JSON.stringify(Object.entries(data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

export class Story {
    constructor(document) {
        this.sentence = document.sentence;
        this.call = document.call;
        this.turns = document.turns;
        this.events = document.events;
        this.usage = document.usage ?? [];
        this.cost = document.cost ?? null;
        this.recording = document.recording ?? { there: false };
        this.saying = null; // `{side, text}` that is being spoken
    }

    get isRunning() {
        return this.call.state === 'RUNNING';
    }

    /** Takes a live event of a call that runs, unless the host has told it already. */
    take({ ms, kind, data }) {
        const same = each => each.kind === kind && each.atMs === ms && sorted(each.data) === sorted(data);
        if (this.events.some(same)) {
            return;
        }
        this.events.push({ atMs: ms, kind, data });
        if (kind === 'agent-says') {
            this.saying = { side: 'AGENT', text: data.text };
        } else if (kind === 'agent-said' || kind === 'caller-said') {
            const side = kind === 'agent-said' ? 'AGENT' : 'CALLER';
            this.saying = null;
            this.turns.push({
                side,
                text: data.text,
                startedMs: Math.max(0, ms - (data.heardMs ?? 0)),
                endedMs: ms,
                latencyMs: side === 'AGENT' && data.latencyMs >= 0 ? data.latencyMs : null,
                interrupted: data.interrupted === true,
            });
        }
    }

    /** Whether a supervisor has the agent be silent now. */
    get isMuted() {
        return this.events.findLast(each => each.kind === 'supervisor' && each.data.act === 'mute')?.data.state === 'begun';
    }

    /** Where the recording begins in the call's time: with the first leg of audio. */
    get soundFrom() {
        return this.events.find(each => each.kind === 'leg')?.atMs ?? 0;
    }

    /** How long the call was, or is by now, in milliseconds. */
    get length() {
        const last = Math.max(0, ...this.events.map(each => each.atMs), ...this.turns.map(each => each.endedMs));
        return this.isRunning ? Math.max(last, Date.now() - Date.parse(this.call.startedAt)) : last;
    }

    /** Moments at which the caller took the floor while the agent spoke. */
    get bargeIns() {
        return this.events
            .filter(each => each.kind === 'floor' && each.data.decision === 'CUT')
            .map(each => ({ atMs: each.data.atMs ?? each.atMs, words: each.data.words ?? '' }));
    }

    get tools() {
        return this.events.filter(each => ['tool', 'http', 'sql', 'kb'].includes(each.kind));
    }

    /** The turns and what is worth knowing between them, in their order: `{at, turn}` or `{at, event}`. */
    get told() {
        return [
            ...this.turns.map(turn => ({ at: turn.startedMs, turn })),
            ...this.events
                .filter(each => each.kind in WORTH && !(each.kind === 'floor' && each.data.decision !== 'CUT'))
                .map(event => ({ at: event.atMs, event })),
        ].sort((a, b) => a.at - b.at);
    }

    /** The middle and the worst of the times from the caller's last word to our first sound; null when there are none. */
    get answers() {
        const all = this.turns.map(each => each.latencyMs).filter(ms => ms !== null && ms >= 0).sort((a, b) => a - b);
        return all.length === 0 ? null : { middle: all[Math.floor((all.length - 1) / 2)], worst: all.at(-1) };
    }
}
