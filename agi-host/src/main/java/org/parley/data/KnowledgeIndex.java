package org.parley.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.parley.data.Documents.Piece;
import org.parley.script.Passage;

/** The pieces of one folder, in memory, searched by words. Any thread may search. */
final class KnowledgeIndex {
    private static final String TEXT = "text";
    private static final String TITLE = "title";
    private static final String SOURCE = "source";
    private static final int WORDS_MAX = 64;
    /** Words this long may be off by a letter: recognisers and callers misspell. */
    private static final int FUZZY_FROM = 5;

    private static final Analyzer FORMS = new WordForms();

    private final IndexSearcher searcher;

    KnowledgeIndex(List<Piece> pieces) {
        try {
            ByteBuffersDirectory memory = new ByteBuffersDirectory();
            try (IndexWriter writer = new IndexWriter(memory, new IndexWriterConfig(FORMS))) {
                for (Piece piece : pieces) {
                    Document document = new Document();
                    document.add(new TextField(TEXT, piece.text(), Field.Store.YES));
                    document.add(new TextField(TITLE, piece.title(), Field.Store.YES));
                    document.add(new StoredField(SOURCE, piece.source()));
                    writer.addDocument(document);
                }
            }
            searcher = new IndexSearcher(DirectoryReader.open(memory));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Passage> search(String words, int most) {
        Set<String> forms = forms(words);
        if (forms.isEmpty()) {
            return List.of();
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String form : forms) {
            BooleanQuery.Builder either = new BooleanQuery.Builder()
                    .add(new TermQuery(new Term(TEXT, form)), Occur.SHOULD)
                    .add(new BoostQuery(new TermQuery(new Term(TITLE, form)), 2), Occur.SHOULD);
            if (form.length() >= FUZZY_FROM) {
                either.add(new BoostQuery(new FuzzyQuery(new Term(TEXT, form), 1, 1), 0.5f), Occur.SHOULD);
            }
            query.add(either.build(), Occur.SHOULD);
        }
        query.setMinimumNumberShouldMatch(Math.max(1, forms.size() / 3)); // one common word is no answer
        try {
            List<Passage> found = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(query.build(), most).scoreDocs) {
                Document document = searcher.storedFields().document(hit.doc);
                found.add(new Passage(document.get(TEXT), document.get(SOURCE), document.get(TITLE), hit.score));
            }
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Set<String> forms(String words) {
        Set<String> forms = new LinkedHashSet<>();
        try (TokenStream stream = FORMS.tokenStream(TEXT, words)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken() && forms.size() < WORDS_MAX) {
                forms.add(term.toString());
            }
            stream.end();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return forms;
    }
}
