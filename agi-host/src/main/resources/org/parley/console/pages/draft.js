/** The draft of a script: worked at, looked over, tried, and made live or thrown away. */
import { html, nothing } from '/lib/lit-html.js';
import { dialog } from './dialog.js';
import { announce, announceProblem, reason } from './announce.js';
import { act, ask } from './api.js';
import { editing } from './editor.js';
import { icon } from './icons.js';
import { can } from './session.js';
import { moment, t } from './texts.js';
import { tryAsText, tryByVoice } from './trying.js';

const KINDS = { '+': 'plus', '-': 'minus' };

/** What changes between two texts; `from` and `to` are live, draft or a version. */
export async function differences(name, from, to, signal) {
    const asked = new URLSearchParams({ from, to });
    return ask(`/api/scripts/${encodeURIComponent(name)}/diff?${asked}`, signal);
}

/** Lines of them, as a template. */
export const difference = ({ lines }) => html`<pre class="diff" dir="ltr" tabindex="0" role="group" aria-label=${t('draft.diff')}>${
    lines.map(line => html`<span class=${KINDS[line[0]] ?? nothing}>${line}</span>`)}</pre>`;

export async function showDifference(name, from, to, title, signal) {
    try {
        const found = await differences(name, from, to, signal);
        dialog(close => html`
            <h2 id="dialog-title">${title}</h2>
            ${difference(found)}
            <div class="dialog-end"><button class="button" @click=${close}>${t('script.close')}</button></div>`).classList.add('broad');
    } catch (problem) {
        announceProblem(problem);
    }
}

/** The buttons by which a text of a script is tried. */
export const tries = (name, isDraft, before = () => true) => html`
    ${can('tryScriptByVoice') ? html`<button type="button" class="button small"
        @click=${async () => await before() && tryByVoice(name, isDraft)}>${icon('caller')}<span>${t('try.voice')}</span></button>` : nothing}
    ${can('tryScript') ? html`<button type="button" class="button small"
        @click=${async () => await before() && tryAsText(name, isDraft)}>${icon('say')}<span>${t('try.text')}</span></button>` : nothing}`;

/** The work at one script's draft; `reload` asks the host how the script stands now. */
export class Draft {
    constructor(view, name, reload) {
        this.view = view;
        this.name = name;
        this.reload = reload;
        this.path = `/api/scripts/${encodeURIComponent(name)}/draft`;
        this.kept = null; // as the host has it; null for none
        this.isOpen = false;
        this.refused = '';
        this.editor = {
            text: '',
            isReadOnly: !can('saveDraft'),
            checked: null,
            onInput: text => this.typed(text),
            onSave: () => this.save(),
        };
        this.saved = ''; // the text that the host has
        this.base = '';
        this.follows = ''; // the version of that text
        addEventListener('beforeunload', event => this.isChanged && event.preventDefault(), { signal: view.signal });
    }

    get isChanged() {
        return this.isOpen && this.editor.text !== this.saved;
    }

    /** How the host has it has become known again. */
    async came(kept) {
        const isOther = kept !== null && kept.version !== this.follows;
        this.kept = kept;
        if (isOther && !this.isChanged) {
            await this.take();
        } else if (kept === null && this.follows && !this.isChanged) {
            this.isOpen = false; // somebody has released or discarded it
            this.follows = '';
        }
    }

    /** Takes the text that the host has. */
    async take() {
        const { text, version, base } = await ask(this.path, this.view.signal);
        Object.assign(this, { isOpen: true, saved: text, base, follows: version, refused: '' });
        this.editor.text = text;
        this.editor.checked = null;
        this.view.changed();
    }

    /** Begins one with what is live. */
    async begin() {
        try {
            const { source, version } = await ask(`/api/scripts/${encodeURIComponent(this.name)}/source`, this.view.signal);
            Object.assign(this, { isOpen: true, saved: source, base: version, follows: '', refused: '' });
            this.editor.text = source;
            this.editor.checked = null;
            this.view.draw();
            document.getElementById('draft-text').focus();
        } catch (problem) {
            announceProblem(problem);
        }
    }

    typed(text) {
        this.editor.text = text;
        this.editor.checked = null; // it was found in another text
        this.view.changed();
    }

    /** Whether the host has the text now. `more` says what it is to follow, or that it begins anew with what is live. */
    async save(more = { base: this.base, follows: this.follows }) {
        const { text } = this.editor;
        try {
            this.kept = await act('PUT', this.path, { text, ...more });
            Object.assign(this, { saved: text, base: this.kept.base, follows: this.kept.version, refused: '' });
            announce(t('draft.saved', { version: this.kept.version }));
            return true;
        } catch (problem) {
            this.refused = reason(problem);
            await this.reload();
            return false;
        } finally {
            this.view.changed();
        }
    }

    /** Whether what the host has is what is shown. */
    async settled() {
        return (this.kept !== null && !this.isChanged) || this.editor.isReadOnly || this.save();
    }

    async check() {
        if (!await this.settled()) {
            return;
        }
        try {
            const checked = await ask(`${this.path}/check`, this.view.signal);
            if (checked.version === this.follows) {
                this.editor.checked = checked;
            }
        } catch (problem) {
            this.refused = reason(problem);
        }
        this.view.changed();
    }

    /** Asks whether that is wanted, with what it is about. */
    async sure(key, about, done) {
        let refused = '';
        dialog((close, draw) => html`<form @submit=${async event => {
            event.preventDefault();
            try {
                await done();
                close();
            } catch (problem) {
                refused = reason(problem);
                draw();
            }
        }}>
            <h2 id="dialog-title">${t('action.on', { action: t(`draft.${key}`), script: this.name })}</h2>
            <p>${t(`draft.${key}.about`)}</p>
            ${about}
            <p class="refused" role="alert" lang="en" dir="auto">${refused || nothing}</p>
            <div class="dialog-end">
                <button type="button" class="button" @click=${close}>${t('action.cancel')}</button>
                <button class="button ${key === 'release' ? 'strong' : 'danger'}">${t(`draft.${key}`)}</button>
            </div>
        </form>`).classList.add('broad');
    }

    async release() {
        if (!await this.settled()) {
            return;
        }
        try {
            const found = await differences(this.name, 'live', 'draft', this.view.signal);
            await this.sure('release', difference(found), async () => {
                const { version } = await act('POST', `${this.path}/release`, { version: this.follows });
                announce(t('script.back.done', { script: this.name, version }));
                await this.gone();
            });
        } catch (problem) {
            announceProblem(problem);
        }
    }

    discard() {
        if (this.kept === null) {
            this.isOpen = false;
            this.view.changed();
            return;
        }
        this.sure('discard', nothing, async () => {
            await act('DELETE', this.path);
            announce(t('draft.discarded', { script: this.name }));
            await this.gone();
        });
    }

    async gone() {
        Object.assign(this, { isOpen: false, kept: null, follows: '', saved: this.editor.text });
        await this.reload();
    }

    outdated() {
        return this.kept?.outdated ? html`<div class="outdated">
            <p>${t('draft.outdated')}</p>
            <button type="button" class="button small" @click=${() => this.differ()}>${t('draft.differ')}</button>
            ${this.editor.isReadOnly ? nothing : html`<button type="button" class="button small"
                @click=${() => this.save({ follows: this.follows })}>${t('draft.rebase')}</button>`}
        </div>` : nothing;
    }

    differ() {
        return showDifference(this.name, 'live', 'draft', t('draft.differ'), this.view.signal);
    }

    /** What was refused; where somebody else has saved another text, one of the two is chosen. */
    problem() {
        const theirs = this.kept?.version ?? '';
        return html`<p class="refused" role="alert" lang="en" dir="auto">${this.refused || nothing}</p>
            ${this.refused && theirs !== this.follows ? html`<div class="actions">
                ${theirs ? html`<button type="button" class="button small" @click=${() => this.take()}>${t('draft.theirs')}</button>` : nothing}
                <button type="button" class="button small" @click=${() => this.save({ base: this.base, follows: theirs })}>
                    ${t('draft.mine')}</button></div>` : nothing}`;
    }

    about() {
        if (this.isChanged) {
            return html`<span class="chip warn">${t('draft.changed')}</span>`;
        }
        return this.kept ? html`<span class="facts"><span><code>${this.kept.version}</code></span>
            <span>${t('draft.by', { author: this.kept.author, at: moment(this.kept.savedAt) })}</span></span>` : nothing;
    }

    template() {
        if (!this.isOpen) {
            return nothing;
        }
        const mayWrite = !this.editor.isReadOnly;
        return html`<section class="card" aria-labelledby="draft">
            <div class="draft-head">
                <h2 id="draft">${t('draft.title')}</h2>
                ${this.about()}
                <div class="actions" role="group" aria-label=${t('draft.title')}>
                    ${mayWrite ? html`<button type="button" class="button small" ?disabled=${!this.isChanged && this.kept !== null}
                        @click=${() => this.save()}>${t('draft.save')}</button>` : nothing}
                    <button type="button" class="button small" @click=${() => this.check()}>${t('draft.check')}</button>
                    ${tries(this.name, true, () => this.settled())}
                    ${this.kept ? html`<button type="button" class="button small" @click=${() => this.differ()}>${t('draft.differ')}</button>`
                        : nothing}
                    ${mayWrite ? html`
                        <button type="button" class="button small danger" @click=${() => this.discard()}>${t('draft.discard')}</button>
                        <button type="button" class="button small strong" @click=${() => this.release()}>${t('draft.release')}</button>` : nothing}
                </div>
            </div>
            ${this.outdated()}
            ${this.problem()}
            ${editing(this.editor)}
        </section>`;
    }
}
