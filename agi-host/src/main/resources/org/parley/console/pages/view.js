/** A page on the screen: draws it in the next frame when something has changed, and ends what it began when it goes. */
import { render } from '/lib/lit-html.js';

export class View {
    #root;
    #template = null;
    #frame = 0;
    #closers = [];
    #abort = new AbortController();

    /** What a page sets that paints beside its template: is run when the language has changed. */
    onTexts = null;

    constructor(root) {
        this.#root = root;
    }

    /** Ends what the page asks for when it goes. */
    get signal() {
        return this.#abort.signal;
    }

    get isOpen() {
        return !this.#abort.signal.aborted;
    }

    /** How the page looks, from now on: a function that gives its template. */
    show(template) {
        this.#template = template;
        this.draw();
    }

    /** Something has changed: however often that is said, it is drawn once, in the next frame. */
    changed() {
        if (this.#frame === 0 && this.isOpen) {
            this.#frame = requestAnimationFrame(() => this.draw());
        }
    }

    /** The language is another one: all is drawn, also what the page paints itself. */
    anew() {
        this.draw();
        this.onTexts?.();
    }

    /** Draws now. */
    draw() {
        cancelAnimationFrame(this.#frame);
        this.#frame = 0;
        if (this.isOpen && this.#template) {
            render(this.#template(), this.#root);
        }
    }

    /** Runs that when the page goes. */
    onClose(closer) {
        this.#closers.push(closer);
    }

    /** Runs that so often, while the page is there. */
    every(ms, task) {
        const timer = setInterval(task, ms);
        this.onClose(() => clearInterval(timer));
    }

    close() {
        this.#abort.abort();
        cancelAnimationFrame(this.#frame);
        this.#closers.forEach(closer => closer());
    }
}
