/**
 * Which rows of the board stand where. While somebody has the pointer or the keyboard among them nothing moves: a call
 * that ends stays where it is and says so, and a new one comes last.
 */
const STILL_MS = 60_000; // a pointer that has not moved for so long is nobody's
const AGAIN_MS = 2000; // they are put in order so often at most
const GONE_MAX = 50;

export class Rows {
    #rows = []; // `{call, gone}`
    #list = null;
    #at = null; // where the pointer was last
    #moved = -Infinity;
    #inside = false;
    #arranged = -Infinity;

    /** Looks at the pointer until that signal. */
    constructor(signal) {
        document.addEventListener('pointermove', event => this.#pointer(event), { signal });
        document.documentElement.addEventListener('pointerleave', () => { this.#inside = false; }, { signal });
    }

    /** The element that they are in. */
    set list(element) {
        this.#list = element;
    }

    /** Told also when the page has moved under a pointer that lies still, which is nobody's. */
    #pointer({ clientX, clientY, pointerType, target }) {
        const at = `${clientX} ${clientY}`;
        if (this.#at !== null && this.#at !== at) {
            this.#moved = performance.now();
        }
        this.#at = at;
        this.#inside = pointerType === 'mouse' && (this.#list?.contains(target) ?? false);
    }

    get isHeld() {
        const keyboard = this.#list?.contains(document.activeElement) || document.querySelector('dialog[open]') !== null;
        return keyboard || (this.#inside && performance.now() - this.#moved < STILL_MS);
    }

    /** Somebody has asked for other rows: they are put in order at once. */
    anew() {
        this.#rows = [];
        this.#arranged = -Infinity;
    }

    /** The rows to be shown: of those calls, in that order, unless somebody is among them. */
    of(calls, all) {
        const held = this.isHeld;
        const now = performance.now();
        if (!held && now - this.#arranged > AGAIN_MS) {
            this.#arranged = now;
            this.#rows = calls.map(call => ({ call, gone: false }));
            return this.#rows;
        }
        const wanted = new Set(calls);
        const running = new Set(all);
        const known = new Set(this.#rows.map(row => row.call));
        const stay = this.#rows
            .map(({ call }) => ({ call, gone: !running.has(call) }))
            .filter(({ call, gone }) => (held ? true : !gone && wanted.has(call)));
        const tooMany = stay.filter(row => row.gone).slice(0, -GONE_MAX);
        this.#rows = [
            ...stay.filter(row => !tooMany.includes(row)),
            ...calls.filter(call => !known.has(call)).map(call => ({ call, gone: false })),
        ];
        return this.#rows;
    }

    /** When the button that has the keyboard goes with its call, the row's link gets it, and nobody loses his place. */
    keepFocus() {
        const row = document.activeElement?.closest?.('[data-call]');
        if (row && this.#list?.contains(row)) {
            queueMicrotask(() => {
                if (document.activeElement === document.body && row.isConnected) {
                    row.querySelector('a')?.focus({ preventScroll: true });
                }
            });
        }
    }
}
