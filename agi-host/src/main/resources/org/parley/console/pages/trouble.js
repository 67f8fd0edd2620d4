/** What is shown instead of a page. */
import { html } from '/lib/lit-html.js';
import { reason } from './announce.js';
import { icon } from './icons.js';
import { t } from './texts.js';

/** The page could not be shown. */
export const problemPage = failure => html`<div class="empty" role="alert">
    ${icon('warning')}
    <h1>${failure.status === 404 ? t('problem.unknown') : t('problem.title')}</h1>
    <p>${reason(failure)}</p>
    <p><a class="button" href="/console">${t('problem.home')}</a></p>
</div>`;

/** The address names no page. */
export const noSuchPage = () => html`<div class="empty">
    ${icon('warning')}
    <h1>${t('page.none')}</h1>
    <p>${t('problem.address', { path: location.pathname })}</p>
    <p><a class="button" href="/console">${t('problem.home')}</a></p>
</div>`;

/** The host does not answer. */
export const unreached = (problem, again) => html`<main class="alone"><div class="empty" role="alert">
    ${icon('warning')}
    <h1>${t('problem.title')}</h1>
    <p>${reason(problem)}</p>
    <p><button class="button" @click=${again}>${t('problem.again')}</button></p>
</div></main>`;

/** Nothing is there yet. */
export const nothingYet = text => html`<p class="nothing">${icon('quiet')}<span>${text}</span></p>`;
