/** Dialogs: something is asked, or told as it goes, before the page. */
import { html, nothing, render } from '/lib/lit-html.js';
import { t } from './texts.js';

/** A dialog with that in it; `close` ends it. Its heading has the id `dialog-title`. */
export function dialog(template) {
    const element = document.createElement('dialog');
    element.setAttribute('aria-labelledby', 'dialog-title');
    const close = () => element.close();
    element.addEventListener('close', () => element.remove());
    document.body.append(element);
    const draw = () => render(template(close, draw), element);
    draw();
    element.showModal();
    return element;
}

/** The end of a dialog: a way out, and what it is there for. */
export const dialogEnd = (close, strong) => html`<div class="dialog-end">
    <button type="button" class="button" @click=${close}>${t('action.cancel')}</button>${strong}</div>`;

/** A choice among a few, of which one is taken: `name` of the choice, its legend, and the options as `[value, text]`. */
export const chooser = (name, legend, options, chosen, onChange) => html`<fieldset class="chooser">
    <legend>${legend}</legend>
    ${options.map(([value, text]) => html`<label><input type="radio" name=${name} value=${value}
        .checked=${value === chosen} @change=${() => onChange(value)}><span>${text}</span></label>`)}
</fieldset>`;

/** What has happened so far, `{kind, text, why}` each, `why` in the host's own words; read out as it comes. */
export const progress = stages => html`<div role="status"><ol class="progress">${stages.map(
    ({ kind, text, why }) => html`<li class=${kind}>${text}
        ${why ? html`<span lang="en" dir="auto">${why}</span>` : nothing}</li>`,
)}</ol></div>`;
