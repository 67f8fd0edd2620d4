/** What scripts read beside the lead: services of the web, tables of a database, documents of the knowledge base. */
@NullMarked
package org.parley.data;

import org.jspecify.annotations.NullMarked;
