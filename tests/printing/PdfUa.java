// Validates PDF files against PDF/UA-1 with veraPDF: one line for each file and each broken rule.
// Output: "path<TAB>ok" or "path<TAB>clause-test<TAB>description".

import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class PdfUa {
    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String path : paths) {
            try (FileInputStream stream = new FileInputStream(path);
                    PDFAParser parser =
                            Foundries.defaultInstance().createParser(stream, PDFAFlavour.PDFUA_1);
                    PDFAValidator validator =
                            Foundries.defaultInstance()
                                    .createValidator(PDFAFlavour.PDFUA_1, false)) {
                ValidationResult result = validator.validate(parser);
                if (result.isCompliant()) {
                    System.out.println(path + "\tok");
                }
                TreeSet<String> broken = new TreeSet<>();
                for (TestAssertion found : result.getTestAssertions()) {
                    if (found.getStatus() == TestAssertion.Status.FAILED) {
                        broken.add(
                                found.getRuleId().getClause()
                                        + "-"
                                        + found.getRuleId().getTestNumber()
                                        + "\t"
                                        + found.getMessage());
                    }
                }
                for (String rule : broken) {
                    System.out.println(path + "\t" + rule);
                }
            }
        }
    }
}
