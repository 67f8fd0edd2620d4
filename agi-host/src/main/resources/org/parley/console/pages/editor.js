/** A text of a script to be worked at: plain, with the numbers of its lines, and with what is wrong beside them. */
import { html, nothing } from '/lib/lit-html.js';
import { guard } from '/lib/directives/guard.js';
import { icon } from './icons.js';
import { mistake } from './scripts.js';
import { number, t } from './texts.js';

const INDENT = '    ';

/** Puts a text in the place of what is selected, so that it can be undone. */
function put(area, text) {
    if (!document.execCommand('insertText', false, text)) {
        area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
        area.dispatchEvent(new Event('input'));
    }
}

/** Moves the selected lines out by one step. */
function outdent(area) {
    const from = area.value.lastIndexOf('\n', area.selectionStart - 1) + 1;
    const end = area.value.indexOf('\n', area.selectionEnd);
    const to = end < 0 ? area.value.length : end;
    const lines = area.value.slice(from, to);
    area.setSelectionRange(from, to);
    put(area, lines.replace(/^( {1,4}|\t)/gm, ''));
}

/** The Tab key indents; behind the Escape key it goes on to what follows, as everywhere else. */
function pressed(event, editor) {
    const area = event.target;
    if (event.key === 'Escape') {
        editor.leaves = true;
    } else if (event.key === 'Tab' && !editor.leaves && !area.readOnly) {
        event.preventDefault();
        if (event.shiftKey) {
            outdent(area);
        } else {
            put(area, INDENT);
        }
    } else if (event.key !== 'Shift') {
        editor.leaves = false;
    }
    if (event.key === 's' && (event.ctrlKey || event.metaKey) && !area.readOnly) {
        event.preventDefault();
        editor.onSave();
    }
}

/** Puts the cursor there, and that line into sight. */
export function goToLine(line, column) {
    const area = document.getElementById('draft-text');
    const lines = area.value.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    const at = start + Math.max(0, column - 1);
    area.focus();
    area.setSelectionRange(at, at);
    const height = area.scrollHeight / lines.length;
    area.scrollTop = Math.max(0, (line - 4) * height);
}

/** It is drawn only when there are more lines or fewer, or something else is wrong. */
const numbers = (text, checked) => guard([text.split('\n').length, checked], () => gutter(text, checked?.findings ?? []));

const gutter = (text, findings) => {
    const worst = new Map();
    for (const { line, severity } of findings) {
        if (worst.get(line) !== 'error') {
            worst.set(line, severity);
        }
    }
    return text.split('\n').map((_, i) => html`<span class=${worst.get(i + 1) ?? nothing}>${i + 1}</span>`);
};

const beside = finding => html`<li>
    ${mistake(finding, finding.severity === 'error' ? 'bad' : 'warn')}
    ${finding.line ? html`<button type="button" class="button small" @click=${() => goToLine(finding.line, finding.column)}>
        ${t('draft.line', { line: finding.line })}</button>` : nothing}
</li>`;

/**
 * The editor: `{text, isReadOnly, checked, onInput, onSave}`, where `checked` is what the last check has found of this
 * very text, or null.
 */
export const editing = editor => html`<div class="editing">
    <div class="editor" dir="ltr">
        <div class="gutter" aria-hidden="true">${numbers(editor.text, editor.checked)}</div>
        <textarea id="draft-text" rows="22" wrap="off" spellcheck="false" autocapitalize="off" autocomplete="off"
            aria-label=${t('draft.text')} aria-describedby=${editor.isReadOnly ? nothing : 'draft-keys'}
            .value=${editor.text} ?readonly=${editor.isReadOnly}
            @scroll=${event => {
                event.target.previousElementSibling.scrollTop = event.target.scrollTop;
            }}
            @keydown=${event => pressed(event, editor)} @blur=${() => {
                editor.leaves = false;
            }}
            @input=${event => editor.onInput(event.target.value)}></textarea>
    </div>
    ${editor.isReadOnly ? nothing : html`<p id="draft-keys" class="keys">${t('draft.keys')}</p>`}
    <div class="found" role="status">${editor.checked ? html`
        <p class=${editor.checked.ok ? 'good' : 'bad'}>${icon(editor.checked.ok ? 'check' : 'warning')}
            <span>${editor.checked.findings.length === 0 ? t('draft.clean')
                : t('draft.found', { count: editor.checked.findings.length, shown: number(editor.checked.findings.length) })}</span></p>
        ${editor.checked.unchecked ? html`<p lang="en" dir="auto">${editor.checked.unchecked}</p>` : nothing}` : nothing}</div>
    ${editor.checked?.findings.length ? html`<ol class="beside-lines">${editor.checked.findings.map(beside)}</ol>` : nothing}
</div>`;
