package org.parley.data;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/** Brings words of English, Arabic and Persian to one form each; a document may mix them, for each minds its script. */
final class WordForms extends Analyzer {

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        TokenStream forms = new EnglishPossessiveFilter(words);
        forms = new LowerCaseFilter(forms);
        forms = new DecimalDigitFilter(forms);
        forms = new ASCIIFoldingFilter(forms);
        forms = new StopFilter(forms, EnglishAnalyzer.getDefaultStopSet());
        forms = new ArabicNormalizationFilter(forms);
        forms = new PersianNormalizationFilter(forms);
        forms = new ArabicStemFilter(forms);
        forms = new PorterStemFilter(forms);
        return new TokenStreamComponents(words, forms);
    }
}
