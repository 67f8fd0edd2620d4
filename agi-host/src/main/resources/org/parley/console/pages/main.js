/** Begins the console: the language, who is signed in, the frame around the pages, and the page that the address names. */
import { onSignedOut } from './api.js';
import { announceIn } from './announce.js';
import { listenIn } from './listen.js';
import { followAddress, leave, show } from './router.js';
import { forget, resume, user } from './session.js';
import { drawShell } from './shell.js';
import { LANGUAGES, speak } from './texts.js';
import { drawSignIn } from './signin.js';
import { render } from '/lib/lit-html.js';
import { unreached } from './trouble.js';

const app = document.getElementById('app');

/** Draws all anew, in the language that is spoken now. */
function draw() {
    if (user()) {
        drawShell(app, { onLanguage: draw, onSignedOut: begin });
        announceIn(document.getElementById('notes'));
        listenIn(document.getElementById('listening'));
        show(document.getElementById('main'));
    } else {
        leave();
        drawSignIn(app, { onLanguage: draw, onSignedIn: draw });
    }
}

async function begin() {
    try {
        await resume();
        draw();
    } catch (problem) {
        render(unreached(problem, begin), app);
    }
}

onSignedOut(() => {
    if (user()) {
        forget();
        draw();
    }
});
followAddress(() => user() && draw());
const wanted = document.documentElement.lang;
await speak(LANGUAGES.includes(wanted) ? wanted : LANGUAGES[0]);
await begin();
