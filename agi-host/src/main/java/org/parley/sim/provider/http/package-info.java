/** Stand-ins of services that take a request and give an answer: Vira, and a vendor of no name in many forms. */
@NullMarked
package org.parley.sim.provider.http;

import org.jspecify.annotations.NullMarked;
